import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {
	BadMinerOptionsError,
	type MinerOptions,
	readMinerOptions,
	writeMinerOptions,
} from '../../src/rig/miner-options.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const options: MinerOptions = {
	network: 'devnet',
	url: 'ws://127.0.0.1:9944',
	netuid: 3,
	task: 'image',
	walletsDirectory: '/wallets',
	wallet: 'rig',
	hotkeyName: 'default',
	model: {name: 'image-base', path: '/models/image-base.onnx', format: 'tensor'},
	device: 'cpu',
	bind: '127.0.0.1',
	port: 0,
	socket: '/run/miner.sock',
	log: '/run/miner.log',
	ledger: '/ledger.sqlite',
};

const findFile = async () => path.join(await makeTemporaryFolder('options'), 'miner.options.json');

test('options come back as they were written', async () => {
	const file = await findFile();
	await writeMinerOptions(file, options);

	expect(await readMinerOptions(file)).toEqual(options);
	const served: MinerOptions = {
		...options,
		model: {servers: [{url: 'http://gpu1:8000', capacity: 64, keyFile: '/keys/gpu1'}]},
	};
	await writeMinerOptions(file, served);
	expect(await readMinerOptions(file)).toEqual(served);
});

test.each([
	['{"network": ', 'it is not JSON'],
	['null', 'the content must be an object, not null'],
	['{}', '`network` is missing'],
	[JSON.stringify({...options, port: '80'}), '`port` must be number, not "80"'],
	[JSON.stringify({...options, task: 'chess'}), '`task` must be ("text" | "translation"'],
	[JSON.stringify({...options, model: {name: 'x'}}), '`model.path` is missing'],
])('`%s` in their place is refused, and what is wrong is named', async (text, problem) => {
	const file = await findFile();
	await writeFile(file, text);

	await expect(readMinerOptions(file)).rejects.toThrow(BadMinerOptionsError);
	await expect(readMinerOptions(file)).rejects.toMatchObject({
		message: expect.stringContaining(problem),
		fix: expect.stringContaining('`btop mine`'),
	});
});
