import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {type Gateway, startGateway} from '../../helpers/chain/gateway/gateway.ts';
import {startNodeProcess} from '../../helpers/chain/node/node-process.ts';
import {servedSubnet} from '../../helpers/chain/node/world.ts';
import type {RecordedRuntime} from '../../helpers/runtimes/runtimes.ts';
import {type Asked, count, scale} from './count.ts';
import {type Peers, type Rivals, createRivals} from './peers.ts';

export type Measured = {
	readonly runtime: string;
	readonly what: string;
	/** The most requests that we allow ourselves. @default none */
	readonly limit?: number;
	readonly ours: Asked;
	readonly peers: Peers;
};

export type MeasureChainOptions = {
	readonly runtime: RecordedRuntime;
	/** An empty folder for homes and wallets. */
	readonly directory: string;
	/** How long to watch a running miner. */
	readonly seconds: number;
	/** The SDK's Python, if it could be had. */
	readonly python?: string;
};

/** Milliseconds. */
const blockTime = 12_000;

/** Count what commands ask, each for the second time, since the first has metadata to fetch; then what a miner asks. */
export async function measureChain({
	runtime: {name, metadata},
	directory,
	seconds,
	python,
}: MeasureChainOptions): Promise<readonly Measured[]> {
	await using opened = new AsyncDisposableStack();
	const wallets = path.join(directory, 'wallets');
	const env = {BTOP_HOME: path.join(directory, 'home'), BT_WALLET_PATH: wallets};
	const words = ['--mnemonic-file', path.join(directory, 'words')];
	const {coldkey} = parseOnly(await btop(['wallet', 'new', '--plain', ...words, '--json'], {env}));
	const node = await startNodeProcess({metadata, blockTime, funds: {[String(coldkey)]: 100}});
	opened.defer(node.stop);
	const gateway = await startGateway({target: node.url});
	opened.defer(gateway.close);
	const run = async (...argv: readonly string[]) =>
		parseOnly(await btop([...argv, '--json'], {env: {...env, BT_NETWORK: gateway.url}}));
	const rivals = createRivals(python, {home: directory, wallets});
	const commands = [
		{
			what: 'wallet balance',
			limit: 3,
			ours: ['wallet', 'balance'],
			peers: {
				btcli: ['wallet', 'balance', '--wallet', 'default'],
				sdk: ['balance', String(coldkey)],
			},
		},
		{
			what: 'subnets list',
			limit: 4,
			ours: ['subnets', 'list'],
			peers: {btcli: ['subnets', 'list'], sdk: ['subnets']},
		},
		// Others encrypt it, which this node cannot open.
		{what: 'register', limit: 8, ours: ['register', ...onServed, '--yes'], peers: {}},
	] as const;
	const measured: Measured[] = [];
	for (const {what, limit, ours, peers} of commands) {
		// It pays once.
		if (what !== 'register') {
			await run(...ours);
		}

		measured.push({
			runtime: name,
			what,
			limit,
			ours: await count(gateway, async () => {
				const said = await run(...ours);
				if (said.ok !== true) {
					throw new Error(`\`${what}\` failed: ${JSON.stringify(said)}`);
				}
			}),
			peers: await rivals.count(gateway, peers),
		});
	}

	return [...measured, ...(await measureMiner({name, gateway, run, rivals, seconds}))];
}

const onServed = ['--netuid', String(servedSubnet.netuid)];

type MinerOptions = {
	readonly name: string;
	readonly gateway: Gateway;
	readonly run: (...argv: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
	readonly rivals: Rivals;
	readonly seconds: number;
};

async function measureMiner({name, gateway, run, rivals, seconds}: MinerOptions) {
	const place = ['--port', '0', '--external-ip', '5.6.7.8', '--detach'];
	const measureOurs = async () => {
		const start = await count(gateway, async () => {
			await run('mine', ...onServed, ...place);
		});
		try {
			// It announces itself, and reads what it has not read yet.
			await sleep(3 * blockTime);
			return {start, running: await count(gateway, async () => sleep(seconds * 1000))};
		} finally {
			await run('stop');
		}
	};

	const {start, running} = await measureOurs();
	const ofSdk = await watchBySdk({rivals, gateway, seconds});
	const each = (what: string, time: number, limit?: number) => ({
		runtime: name,
		what,
		limit,
		ours: scale(running, time),
		peers: ofSdk ? {sdk: scale(ofSdk, time)} : {},
	});
	return [
		{runtime: name, what: 'mine, to its start', limit: 8, ours: start, peers: {}},
		each('a miner, per block', blockTime / 1000, 2),
		each('a miner, per hour (3,000 KB)', 3600),
	];
}

/** Count what a loop asks that reads the subnet's metagraph with each block, as is usual in Python. */
async function watchBySdk({
	rivals,
	gateway,
	seconds,
}: Pick<MinerOptions, 'rivals' | 'gateway' | 'seconds'>): Promise<Asked | undefined> {
	const loop = await rivals.watch(gateway, ['watch', String(servedSubnet.netuid)]);
	if (loop === undefined) {
		return undefined;
	}

	try {
		return await count(gateway, async () => sleep(seconds * 1000));
	} finally {
		await loop.stop();
	}
}
