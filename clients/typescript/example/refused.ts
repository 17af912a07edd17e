import {Configuration, ProblemFromJSON, ResponseError, TasksApi} from '@neko-agents/client';

const tasks = new TasksApi(new Configuration({basePath: process.env.NEKO_API_URL, accessToken: process.env.NEKO_API_KEY}));
try {
  await tasks.submitTask({taskRequest: {task: 'read the news', callbackUrl: 'https://no_host/'}});
} catch (error) {
  if (!(error instanceof ResponseError)) throw error;
  const problem = ProblemFromJSON(await error.response.json());
  problem.errors?.forEach(({field, message}) => console.log(`${field}: ${message}`));
}
