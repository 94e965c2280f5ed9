/**
A miner without a model, as `attack.ts` attacks it: a process of its own, so that its memory can be told. `fork(this)` hears the port; any message is answered with its resident bytes.
*/
import process from 'node:process';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import {createAdmission} from '../../../src/miner/front/admission.ts';
import {createMinerServer} from '../../../src/miner/front/miner-server.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import {taskById} from '../../../src/tasks/registry.ts';
import {miner, validators} from './accounts.ts';

const known: ReadonlySet<string> = new Set(validators.map(({address}) => address));
const {port} = await createMinerServer({
	task: taskById('image')!,
	hotkey: miner.address,
	answer: answerWith(
		taskById('image')!,
		createBatchedEngine(
			createBatcher<Float32Array, Float32Array>({
				lanes: [async rows => rows.map(() => new Float32Array(10).fill(0.1))],
			}),
		),
	),
	admission: createAdmission({
		lookUp: hotkey => (known.has(hotkey) ? {validatorPermit: true, stake: 1n} : undefined),
	}),
});
process.on('message', () => {
	process.send!(process.memoryUsage.rss());
});
process.send!(port);
