/**
A miner without a model, in a process of its own, `fork(this)`, so that its file descriptors can be limited. It tells its port; any message is answered with whether another process can be started.
*/
import {once} from 'node:events';
import process from 'node:process';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import {createAdmission} from '../../../src/miner/front/admission.ts';
import {createMinerServer} from '../../../src/miner/front/miner-server.ts';
import {startChild} from '../../../src/support/processes/child-process.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {doublingTask} from './doubling-task.ts';

const {port} = await createMinerServer({
	task: doublingTask as Task,
	hotkey: createSigner({uri: '//Miner'}).address,
	answer: answerWith(
		doublingTask as Task,
		createBatchedEngine(
			createBatcher({lanes: [async rows => rows.map(row => row.map(number => number * 2))]}),
		),
	),
	admission: createAdmission({lookUp: () => ({validatorPermit: true, stake: 1n})}),
});
process.on('message', async () => {
	const child = startChild(['true'], {stdio: ['pipe', 'pipe', 'pipe', 'ipc', 'pipe']});
	const [code] = (await once(child, 'exit')) as [number];
	process.send!(code === 0);
});
process.send!(port);
