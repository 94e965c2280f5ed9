/** Run a test server as a process that can be killed: `node server-process.ts PORT PACE`. It prints its address. */
import process from 'node:process';
import {startOpenAiTestServer} from './openai-server.ts';

const [port, pace] = process.argv.slice(2).map(Number);
const {url} = await startOpenAiTestServer({port, pace});
process.stdout.write(`${url}\n`);
