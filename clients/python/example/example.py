import os
import sys
import time

from neko_agents import ApiClient, Configuration, TaskRequest, TasksApi

tasks = TasksApi(ApiClient(Configuration(host=os.environ["NEKO_API_URL"], access_token=os.environ["NEKO_API_KEY"])))

task_id = tasks.submit_task(TaskRequest(task=sys.argv[1])).task_id
while not (task := tasks.get_task(task_id)).finished_at:
    time.sleep(0.5)
print(task.answer)
