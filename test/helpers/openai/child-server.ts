/** A server that an engine starts: `node child-server.ts PORT PIDS HOW`. It adds its PID and that of a helper to a file, and does what `HOW` says. */
import {spawn} from 'node:child_process';
import {appendFileSync} from 'node:fs';
import {createServer} from 'node:http';
import process from 'node:process';
import {startOpenAiTestServer} from './openai-server.ts';

const [port, pids, how] = process.argv.slice(2);
const helper = spawn('sleep', ['1000'], {stdio: 'ignore'});
appendFileSync(pids!, `${process.pid} ${helper.pid}\n`);

switch (how) {
	case 'die': {
		process.stderr.write('Loading the model\n');
		process.stderr.write('CUDA out of memory: key-of-nobody sk-12345678 http://op:hunter2@hub\n');
		process.exitCode = 3;
		helper.unref();
		break;
	}

	case 'silent': {
		createServer(() => undefined).listen(Number(port), '127.0.0.1');
		break;
	}

	case 'die-later': {
		const server = await startOpenAiTestServer({port: Number(port)});
		server.misbehave(
			({path}, response) => {
				response.socket!.destroy();
				process.exitCode = 4;
				helper.unref();
				void server.close();
				process.stderr.write(`Died at ${path}\n`);
			},
			{always: true},
		);
		break;
	}

	case undefined:
	default: {
		await startOpenAiTestServer({port: Number(port)});
	}
}
