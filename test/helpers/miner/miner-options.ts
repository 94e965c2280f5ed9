import type {MinerOptions} from '../../../src/rig/miner-options.ts';

/** How some miner is started; parts of it may be otherwise. */
export const createMinerOptions = (parts: Partial<MinerOptions> = {}): MinerOptions => ({
	network: 'devnet',
	url: 'ws://127.0.0.1:4000',
	netuid: 3,
	task: 'image',
	walletsDirectory: '/mnt/keys',
	wallet: 'rig',
	hotkeyName: 'one',
	model: {name: 'image-tiny', path: '/models/image-tiny.onnx', format: 'tensor'},
	device: 'auto',
	bind: '127.0.0.2',
	port: 8091,
	socket: '/run/miner.sock',
	log: '/var/log/miner.log',
	ledger: '/var/lib/ledger.sqlite',
	...parts,
});
