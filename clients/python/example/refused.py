import os

from neko_agents import ApiClient, Configuration, TaskRequest, TasksApi
from neko_agents.exceptions import UnprocessableEntityException

tasks = TasksApi(ApiClient(Configuration(host=os.environ["NEKO_API_URL"], access_token=os.environ["NEKO_API_KEY"])))

try:
    tasks.submit_task(TaskRequest(task="read the news", callback_url="https://no_host/"))
except UnprocessableEntityException as refusal:
    for error in refusal.data.errors:
        print(f"{error.field}: {error.message}")
