import io.nekoagents.client.*;
import io.nekoagents.client.api.*;
import io.nekoagents.client.model.*;

void main(String[] words) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("NEKO_API_URL"));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + System.getenv("NEKO_API_KEY")));
    TasksApi tasks = new TasksApi(client);

    String id = tasks.submitTask(new TaskRequest().task(words[0]), null).getTaskId();
    Task task = tasks.getTask(id);
    while (task.getFinishedAt() == null) {
        Thread.sleep(500);
        task = tasks.getTask(id);
    }
    IO.println(task.getAnswer());
}
