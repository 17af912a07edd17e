import io.nekoagents.client.*;
import io.nekoagents.client.api.*;
import io.nekoagents.client.model.*;

void main() throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("NEKO_API_URL"));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + System.getenv("NEKO_API_KEY")));
    TasksApi tasks = new TasksApi(client);
    try {
        tasks.submitTask(new TaskRequest().task("read the news").callbackUrl(URI.create("https://no_host/")), null);
    } catch (ApiException refusal) {
        Problem problem = ApiClient.createDefaultObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        problem.getErrors().forEach(error -> IO.println(error.getField() + ": " + error.getMessage()));
    }
}
