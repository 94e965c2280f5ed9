/**
Serve the doubling task to one validator, with every query in the ledger named, until killed or asked to stop by SIGTERM: `fork(this, [LEDGER, MINER, VALIDATOR])` hears the address.
*/
import process from 'node:process';
import {verifySignature} from '../../../src/crypto/sr25519.ts';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../../src/ledger/queries/query-recorder.ts';
import {createAdmission} from '../../../src/miner/front/admission.ts';
import {createMinerServer} from '../../../src/miner/front/miner-server.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {doublingTask} from './doubling-task.ts';

const [file, hotkey, validator] = process.argv.slice(2);
const {address, close} = await createMinerServer({
	task: doublingTask as Task,
	hotkey: hotkey!,
	answer: answerWith(
		doublingTask as Task,
		createBatchedEngine(
			createBatcher<Float32Array, Float32Array>({
				lanes: [async rows => rows.map(row => row.map(number => number * 2))],
			}),
		),
	),
	admission: createAdmission({allow: [validator!], lookUp: () => undefined}),
	recorder: createQueryRecorder(openLedger({file: file!}), {
		miner: {network: 'devnet', netuid: 4, hotkey: hotkey!},
	}),
	verify: verifySignature,
	startedAt: performance.timeOrigin,
});
process.once('SIGTERM', async () => {
	await close();
	process.exit();
});
process.send!(address);
