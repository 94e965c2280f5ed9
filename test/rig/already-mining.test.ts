import {expect, test} from 'vitest';
import {AlreadyMiningError, requireSameMiner, type Running} from '../../src/rig/already-mining.ts';

const running: Running = {
	pid: 42,
	address: '127.0.0.1:8091',
	// eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- The others are not compared.
	options: {
		genesisHash: '0x1',
		model: {name: 'image-base', path: '/models/image-base.onnx'},
		device: 'auto',
		bind: '127.0.0.1',
	} as Running['options'],
	stop: 'btop stop one',
};
const mine = {device: 'auto', port: 8091, detach: true};

test('a miner that runs as asked for is the same', () => {
	expect(() => {
		requireSameMiner({mine, genesisHash: '0x1'}, running);
		requireSameMiner({mine: {...mine, port: 0}}, running);
		const {genesisHash: _, ...options} = running.options;
		requireSameMiner({mine, genesisHash: '0x2'}, {...running, options});
	}).not.toThrow();
});

test('one of another chain is not, even under the same name of a network', () => {
	const require = () => {
		requireSameMiner({mine, genesisHash: '0x2'}, running);
	};

	expect(require).toThrow(AlreadyMiningError);
	expect(require).toThrow('with the chain `0x1` rather than the chain `0x2`');
});

test('servers are told apart by their addresses and settings, and from a model', () => {
	const toServed = (capacity?: number) => ({
		servers: [{url: 'http://gpu1:8000', ...(capacity !== undefined && {capacity})}] as const,
	});
	const served = {...running, options: {...running.options, model: toServed()}};
	requireSameMiner({model: toServed(), mine}, served);
	requireSameMiner({mine}, served);

	expect(() => {
		requireSameMiner({model: toServed(64), mine}, served);
	}).toThrow(
		'the engine `http://gpu1:8000` rather than the engine `http://gpu1:8000 (capacity 64)`',
	);
	expect(() => {
		requireSameMiner({model: toServed(), mine}, running);
	}).toThrow(AlreadyMiningError);
});

test('one with another model, port or device is told apart, all at once', () => {
	const model = {name: 'image-tiny', path: '/models/image-tiny.onnx', format: 'tensor'} as const;
	expect(() => {
		requireSameMiner({model, mine: {...mine, port: 9000, device: 'cpu'}}, running);
	}).toThrow(
		'the model `image-base`, the port `8091`, the device `auto` rather than the model `image-tiny`, the port `9000`, the device `cpu`',
	);
});
