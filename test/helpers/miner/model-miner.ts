import path from 'node:path';
import {onTestFinished} from 'vitest';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {connectControl} from '../../../src/miner/control/connect-control.ts';
import {openLog} from '../../../src/miner/observe/log.ts';
import {startMiner, type StartMinerOptions} from '../../../src/miner/start-miner.ts';
import {findModel, type ChosenModel} from '../../../src/models/find-model.ts';
import {readCatalogue} from '../../../src/models/catalogue.ts';
import {digits} from '../../../src/tasks/image/digits/digits.ts';
import {joinKinds, type QuestionKind} from '../../../src/tasks/join-kinds.ts';
import {createRandom} from '../../../src/support/random.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';
import {askMiner} from './ask-miner.ts';
import {engineCommand} from './engine-command.ts';
import {createFakeMinerChain, createNeuron} from './miner-chain.ts';

/** The image task without its other kinds, so that a model is one process. */
const task = joinKinds({
	id: 'image',
	path: '/image',
	kinds: [digits as QuestionKind],
}) as Task;
const validator = createSigner({uri: '//Validator'});
const {address: hotkey} = createSigner({uri: '//Miner'});

/** The miner as the ledger knows it. */
export const minerKey = {network: 'devnet', netuid: 3, hotkey};

const catalogue = await readCatalogue({directory: path.resolve('models')});

/** Get the part of a model that ships which answers questions about digits. */
export function shippedModel(name: string): ChosenModel {
	const {files} = findModel(catalogue, {task: 'image', name});
	const file = files.find(one => path.basename(one.path) === 'digits.onnx')!;
	return {name, path: file.path, format: 'tensor', expected: [file]};
}

/** Start a miner of digits with a model that ships, in this process, and connect to it; closed with the test. */
export async function startModelMiner(
	name: string,
	{directory, ...options}: Partial<StartMinerOptions> & {readonly directory?: string} = {},
) {
	const folder = directory ?? (await makeTemporaryFolder('models'));
	const socket = path.join(folder, 'miner.sock');
	const ledger = openLedger({file: path.join(folder, 'ledger.sqlite')});
	const log = openLog({file: path.join(folder, 'miner.log')});
	const chain = createFakeMinerChain();
	chain.show({
		neurons: [
			createNeuron({uid: 0, hotkey: validator.address, validatorPermit: true, stake: 1000n}),
			createNeuron({uid: 7, hotkey, registeredAt: 5}),
		],
	});
	const miner = await startMiner({
		...minerKey,
		chain,
		ledger,
		log,
		task,
		model: shippedModel(name),
		engine: {command: engineCommand, devices: ['cpu'], threads: 1},
		host: '127.0.0.1',
		port: 0,
		socket,
		...options,
	});
	const control = await connectControl(socket, {timeout: 60_000});
	const close = async () => {
		control.close();
		await miner.close();
		log.close();
		ledger.close();
	};

	onTestFinished(close);
	const random = createRandom(3);
	return {
		miner,
		control,
		ledger,
		log,
		folder,
		close,
		/** Ask a question as a validator. */
		ask: async () =>
			askMiner({
				address: miner.address,
				signer: validator,
				receiver: hotkey,
				path: task.path,
				body: task.ask(random).question,
			}),
	};
}

/** Ask without a pause, several at once, until stopped. */
export function askOnAndOn(ask: () => Promise<{readonly status: number}>, atOnce = 4) {
	const statuses: number[] = [];
	const over = new AbortController();
	const loops = Array.from({length: atOnce}, async () => {
		while (!over.signal.aborted) {
			const {status} = await ask();
			statuses.push(status);
		}
	});
	return {
		statuses,
		async stop() {
			over.abort();
			await Promise.all(loops);
			return statuses;
		},
	};
}
