import {performance} from 'node:perf_hooks';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {type Gateway, startGateway} from '../../helpers/chain/gateway/gateway.ts';
import {startNodeProcess} from '../../helpers/chain/node/node-process.ts';
import {servedSubnet} from '../../helpers/chain/node/world.ts';
import type {RecordedRuntime} from '../../helpers/runtimes/runtimes.ts';

/** What something asked of a node. */
export type Asked = {
	readonly requests: number;
	/** Of messages, both ways. */
	readonly bytes: number;
	readonly connections: number;
	readonly seconds: number;
};

export type Measured = {
	readonly runtime: string;
	readonly what: string;
	/** The most requests that we allow ourselves. @default none */
	readonly limit?: number;
	readonly ours: Asked;
	/** What `btcli` asked, if it succeeded. */
	readonly peer?: Asked | undefined;
};

export type MeasureChainOptions = {
	readonly runtime: RecordedRuntime;
	/** An empty folder for homes and wallets. */
	readonly directory: string;
	/** How long to watch a running miner. */
	readonly seconds: number;
	/** Path of the program, if there is one. */
	readonly btcli?: string;
};

/** Milliseconds. */
const blockTime = 12_000;

/** Count what commands ask, each for the second time, since the first has metadata to fetch; then what a miner asks. */
export async function measureChain({
	runtime: {name, metadata},
	directory,
	seconds,
	btcli,
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
	const countPeer = async (argv: readonly string[]): Promise<Asked | undefined> => {
		if (btcli === undefined) {
			return undefined;
		}

		let isDone = false;
		const asked = await count(gateway, async () => {
			const {failed} = await execa(btcli, [...argv, '--network', gateway.url, '--json'], {
				env: {HOME: directory, BT_WALLET_PATH: wallets, PATH: process.env.PATH},
				extendEnv: false,
				reject: false,
				stdin: 'ignore',
			});
			isDone = !failed;
		});
		// It does not read every runtime.
		return isDone ? asked : undefined;
	};

	const commands = [
		{
			what: 'wallet balance',
			limit: 3,
			ours: ['wallet', 'balance'],
			peer: ['wallet', 'balance', '--wallet', 'default'],
		},
		{what: 'subnets list', limit: 4, ours: ['subnets', 'list'], peer: ['subnets', 'list']},
		{what: 'register', limit: 8, ours: ['register', ...onServed, '--yes'], peer: undefined},
	] as const;
	const measured: Measured[] = [];
	for (const {what, limit, ours, peer} of commands) {
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
			peer: peer === undefined ? undefined : await countPeer(peer),
		});
	}

	return [...measured, ...(await measureMiner({name, gateway, run, seconds}))];
}

const onServed = ['--netuid', String(servedSubnet.netuid)];

type MinerOptions = {
	readonly name: string;
	readonly gateway: Gateway;
	readonly run: (...argv: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
	readonly seconds: number;
};

async function measureMiner({name, gateway, run, seconds}: MinerOptions) {
	const place = ['--port', '0', '--external-ip', '5.6.7.8', '--detach'];
	const start = await count(gateway, async () => {
		await run('mine', ...onServed, ...place);
	});
	try {
		// It announces itself, and reads what it has not read yet.
		await sleep(3 * blockTime);
		const running = await count(gateway, async () => sleep(seconds * 1000));
		const blocks = (seconds * 1000) / blockTime;
		return [
			{runtime: name, what: 'mine, to its start', limit: 8, ours: start},
			{
				runtime: name,
				what: 'a miner, per block',
				limit: 2,
				ours: {
					...running,
					requests: running.requests / blocks,
					bytes: running.bytes / blocks,
					seconds: blockTime / 1000,
				},
			},
			{
				runtime: name,
				what: 'a miner, per hour (3,000 KB)',
				ours: {
					...running,
					requests: (running.requests * 3600) / seconds,
					bytes: (running.bytes * 3600) / seconds,
					seconds: 3600,
				},
			},
		];
	} finally {
		await run('stop');
	}
}

/** Count what goes through a gateway while something runs. */
async function count(gateway: Gateway, work: () => Promise<unknown>): Promise<Asked> {
	gateway.reset();
	const start = performance.now();
	await work();
	const {requests, bytesFromClients, bytesToClients, connections} = gateway.traffic();
	return {
		requests,
		bytes: bytesFromClients + bytesToClients,
		connections,
		seconds: (performance.now() - start) / 1000,
	};
}
