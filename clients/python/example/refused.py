import os

from neko_agents import ApiClient, Configuration, TaskRequest, TasksApi
from neko_agents.exceptions import UnprocessableEntityException

tasks = TasksApi(ApiClient(Configuration(host=os.environ["NEKO_API_URL"], access_token=os.environ["NEKO_API_KEY"])))
try:
    tasks.submit_task(TaskRequest.model_construct(task="read the news", max_steps=0))
except UnprocessableEntityException as refusal:
    print(*(f"{error.field}: {error.message}" for error in refusal.data.errors), sep="\n")
