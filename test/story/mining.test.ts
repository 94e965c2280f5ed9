import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {type Neuron, type Observer, observe} from '../helpers/chain/observer.ts';
import {childrenOf, isGone} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const netuid = 3;
let devnet: DevnetProcess;
let observer: Observer;

beforeAll(async () => {
	devnet = await startDevnetProcess();
	observer = await observe(devnet.url);
});

afterAll(async () => {
	await Promise.all(rigs.map(async rig => rig.run('stop', '--all')));
	await observer.close();
	expect(await devnet.stop()).toBe(0);
});

type Rig = {
	readonly home: string;
	readonly run: (...argv: readonly string[]) => Promise<Readonly<Record<string, any>>>;
};

const rigs: Rig[] = [];

/** A rig of its own: home, wallets, and the words that every command has in common. */
async function createRig(): Promise<Rig> {
	const home = await makeTemporaryFolder('rig');
	const env = {
		BTOP_HOME: home,
		BT_NETWORK: devnet.url,
		BT_WALLET_PATH: path.join(home, 'wallets'),
	};
	const rig: Rig = {
		home,
		async run(...argv) {
			const ended = await btop([...argv, '--json'], {env});
			return {code: ended.code, ...parseOnly(ended)};
		},
	};
	rigs.push(rig);
	expect(
		await rig.run('wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words')),
	).toMatchObject({ok: true});
	expect(await rig.run('wallet', 'faucet')).toMatchObject({ok: true, amount: '100000000000'});
	return rig;
}

/** The UIDs in the order in which newcomers take them: of those who are not immune, if there are more than are spared, else of the immune, the lowest emission, then who came first, then the lower UID. */
async function readLine(block: number): Promise<readonly number[]> {
	const [neurons, immunity, spared] = await Promise.all([
		observer.neurons(netuid, block),
		observer.amount(block, 'immunityPeriod', netuid),
		observer.amount(block, 'minNonImmuneUids', netuid),
	]);
	const isImmune = ({registeredAt}: Neuron) => block + 1 - registeredAt < immunity;
	const mortal = neurons.filter(neuron => !isImmune(neuron));
	const candidates = mortal.length > spared ? mortal : neurons.filter(neuron => isImmune(neuron));
	return candidates
		.toSorted(
			(left, right) =>
				Number(left.emission - right.emission) ||
				left.registeredAt - right.registeredAt ||
				left.uid - right.uid,
		)
		.map(({uid}) => uid);
}

test('a good model ends above a weak one, and newcomers evict who is first in line', async () => {
	const [good, weak] = await Promise.all([createRig(), createRig()]);
	// Until validators have paid the rivals once, all of them are equal; and while all are immune, one newcomer would evict the other.
	await until(
		async () => {
			const head = await observer.head();
			const [neurons, immunity] = await Promise.all([
				observer.neurons(netuid, head),
				observer.amount(head, 'immunityPeriod', netuid),
			]);
			return neurons.every(
				({emission, registeredAt}) => emission > 0n && head - registeredAt > immunity,
			);
		},
		{interval: 250},
	);
	// At once: on a busy machine the immunity of the first would end before the second is in, and the second evict it.
	const register = ['register', '--netuid', String(netuid), '--max-price', '50', '--yes'];
	const registered = await Promise.all([good, weak].map(async rig => rig.run(...register)));
	for (const [index, {ok, uid, block, already_registered: isOld}] of registered.entries()) {
		expect({ok, isOld}).toEqual({ok: true, isOld: false});
		const line = await readLine(block - 1);
		expect(uid).toBe(line.find(other => other !== registered[1 - index]!.uid));
	}

	for (const [rig, model, {uid}] of [
		[weak, 'image-tiny', registered[1]!],
		[good, 'image-base', registered[0]!],
	] as const) {
		expect(await rig.run(...register)).toMatchObject({uid, paid: '0', already_registered: true});
		const mine = ['mine', '--netuid', String(netuid), '--model', model, '--port', '0', '--detach'];
		expect(await rig.run(...mine)).toMatchObject({ok: true, netuid, uid});
	}

	const status = async (rig: Rig) => (await rig.run('status')).miners[0];
	await until(
		async () => {
			const [first, second] = await Promise.all([status(good), status(weak)]);
			return first.rank !== null && second.rank !== null && first.rank < second.rank;
		},
		{interval: 250},
	);
	expect(BigInt((await status(good)).earned_tao)).toBeGreaterThan(0n);
});

test('a killed engine loses no query, and a killed miner comes back with its ledger whole', async () => {
	const rig = rigs[0]!;
	const {pid, engine} = (await rig.run('status')).miners[0];
	expect(engine).toContain('onnxruntime');
	const answered = async () => {
		const ledger = openLedger({file: path.join(rig.home, 'ledger.sqlite')});
		try {
			return readQueriesSummary(ledger);
		} finally {
			ledger.close();
		}
	};

	const before = await answered();
	const [enginePid] = await childrenOf(pid);
	process.kill(enginePid!, 'SIGKILL');
	await until(async () => (await answered()).answered > before.answered + 10, {interval: 250});
	expect((await rig.run('status')).miners[0]).toMatchObject({pid, engine_restarts: 1});
	expect((await answered()).refused).toBe(before.refused);

	process.kill(pid, 'SIGKILL');
	await until(async () => isGone(pid), {interval: 250});
	const kept = await answered();
	expect(kept.answered).toBeGreaterThan(before.answered);
	expect(await rig.run('status')).toMatchObject({miners: []});
	expect(
		await rig.run(
			'mine',
			'--netuid',
			String(netuid),
			'--model',
			'image-base',
			'--port',
			'0',
			'--detach',
		),
	).toMatchObject({ok: true});
	await until(async () => (await answered()).answered > kept.answered, {interval: 250});
	const earnings = (await rig.run('earnings')).miners[0];
	expect(earnings).toMatchObject({netuid, registrations: 1});
});

test('stop ends the miners, and says which', async () => {
	const rig = rigs[1]!;
	const {pid} = (await rig.run('status')).miners[0];

	expect(await rig.run('stop')).toMatchObject({ok: true, stopped: [pid]});
	expect(await isGone(pid)).toBe(true);
	expect(await rig.run('stop')).toMatchObject({ok: true, stopped: []});
});
