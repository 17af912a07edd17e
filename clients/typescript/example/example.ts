import {setTimeout as sleep} from 'node:timers/promises';
import {Configuration, TasksApi} from '@neko-agents/client';

const tasks = new TasksApi(new Configuration({basePath: process.env.NEKO_API_URL, accessToken: process.env.NEKO_API_KEY}));

const {taskId} = await tasks.submitTask({taskRequest: {task: process.argv[2]!}});
let task = await tasks.getTask({taskId});
while (!task.finishedAt) {
  await sleep(500);
  task = await tasks.getTask({taskId});
}
console.log(task.answer);
