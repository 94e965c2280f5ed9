import {inspect} from 'node:util';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {arenaHotkey} from '../../../../src/arena/accounts.ts';
import {createSigner} from '../../../../src/crypto/sr25519.ts';
import {createJournal} from '../../../../src/ledger/journal.ts';
import {type Ledger, openLedger} from '../../../../src/ledger/open-ledger.ts';
import {type SignedRow, readSigned} from '../../../../src/ledger/signed.ts';
import {resolveHome} from '../../../../src/support/home.ts';
import {checkMiner, findSilence} from './check-miner.ts';
import {checkPayments} from './check-payments.ts';
import {type ChaosMiner, startChaosMiner} from './chaos-miner.ts';
import {type Told, type Want, pay} from './chaos-payer.ts';
import {createTrouble} from './incidents.ts';
import {type Order, type Schedule, describeSchedule} from './schedule.ts';
import {type Stage, openStage} from './stage.ts';
import {readTruth} from './truth.ts';

const netuid = 3;
/** Of two miners: whoever registers evicts the first. */
const miners = [arenaHotkey('rival', netuid, 0), arenaHotkey('rival', netuid, 3)] as const;
const payerSigner = createSigner({uri: '//Bob'});

/** What came of a round. */
export type Outcome = {
	/** What is not as it must be, in sentences. */
	readonly violations: readonly string[];
	/** What happened and was said, for whoever looks into a violation. */
	readonly report: string;
};

/** Blocks after the last incident within which all is well again: reconnecting waits 15 s at most, an endpoint's limit 30 s. */
const recovery = 25;
/** Run a miner, and pay, while what is scheduled goes wrong; then hold what was said and done against the chain. */
export async function runRound(schedule: Schedule): Promise<Outcome> {
	const directory = await mkdtemp(path.join(tmpdir(), 'btop-chaos-'));
	const stage = await openStage();
	const home = resolveHome({directory});
	const ledger = openLedger({file: home.ledger});
	try {
		return await play(stage, {schedule, home, ledger});
	} finally {
		ledger.close();
		await stage.close();
		await rm(directory, {recursive: true});
	}
}

type PlayOptions = {
	readonly schedule: Schedule;
	readonly home: ReturnType<typeof resolveHome>;
	readonly ledger: Ledger;
};

async function play(stage: Stage, {schedule, home, ledger}: PlayOptions): Promise<Outcome> {
	const {clock, node, endpoints, metadata} = stage;
	const violations: string[] = [];
	const diary: string[] = [];
	const account = payerSigner.address;
	const minerSigner = miners[schedule.seed % 2]!;
	const {address: hotkey} = minerSigner;
	const {genesis: genesisHash} = node.chain.shown;
	// Where another chain answers to a new command, it is that chain that it pays on.
	const readRows = () => readSigned(ledger, {signer: account, genesisHash, limit: -1});
	const trouble = createTrouble(stage, {
		incidents: schedule.incidents,
		payer: payerSigner,
		signed: () => readRows().flatMap(({hash}) => hash ?? []),
	});
	node.chain.produce();
	const journal = createJournal(ledger, {
		network: 'devnet',
		isPayment: false,
		clock,
		report(line) {
			diary.push(line);
		},
	});
	const miner = await startChaosMiner({
		url: endpoints.miner.url,
		netuid,
		signer: minerSigner,
		journal,
		metadata,
		clock,
	});
	const wants = schedule.order === undefined ? [] : wantsOf(schedule.order, schedule.seed);
	const before = readTruth(node.chain);
	let block = 0;
	let wasLost = false;
	const next = async () => {
		await trouble.begin(block);
		trouble.produce();
		await stage.pass();
		block++;
		wasLost ||= readTruth(node.chain).uid(netuid, hotkey) === undefined;
		const silence = findSilence(miner, clock.now());
		if (silence !== undefined) {
			violations.push(`block ${block}: ${silence}`);
		}
	};

	const order = async (want: Want): Promise<Told> => {
		const told = await pay(want, {
			url: endpoints.payer.url,
			signer: payerSigner,
			home,
			metadata,
			clock,
			report(line) {
				diary.push(`block ${block}: ${line}`);
			},
		});
		diary.push(`block ${block}: ${inspect(told, {depth: 1, breakLength: Infinity})}`);
		return told;
	};

	// Settled, to begin with.
	for (let settled = 0; settled < 4; settled++) {
		trouble.produce();
		await stage.pass();
	}

	const timers = clock.pending();
	const first = [...miner.said];
	const orders: Array<Promise<Told>> = [];
	const state = {isPaid: true};
	while (block <= trouble.end + recovery || !state.isPaid) {
		if (block === schedule.orderedAt && wants.length > 0) {
			state.isPaid = false;
			orders.push(...wants.map(async want => order(want)));
			void Promise.all(orders).then(() => {
				state.isPaid = true;
			});
		}

		await next();
		if (block > trouble.end + mostBlocks) {
			violations.push(`what was ordered has not ended after ${mostBlocks} blocks`);
			break;
		}
	}

	// Ordered again, as whoever was told of a failure does; a mishap may have waited for it.
	const tolds: Told[][] = (await settle(orders, next)).map(told => [told]);
	for (const [index, want] of wants.entries()) {
		for (let tries = 1; tries < mostTries && tolds[index]!.at(-1)!.kind === 'failed'; tries++) {
			tolds[index]!.push(...(await settle([order(want)], next)));
		}
	}

	// What is included is final then, and the address announced again if that was undone.
	const isUnannounced = () => miner.address() === 'unannounced';
	for (let waited = 0; waited < 4 || (waited < mostBlocks && isUnannounced()); waited++) {
		await next();
	}

	const truth = readTruth(node.chain);
	violations.push(
		...first.filter(({source}) => source !== 'event').map(({text}) => `said at first: ${text}`),
		...(await checkMiner(stage, miner, {
			netuid,
			hotkey,
			timers,
			wasLost,
			schedule,
		})),
		...checkPayments({
			wants,
			tolds,
			rows: readRows(),
			truth,
			account,
			before,
			rivals: trouble.rivals(),
			schedule,
		}),
		...node.faults.map(fault => `the chain failed: ${String(fault)}`),
	);
	await untilClosed(miner, stage);
	for (const [name, endpoint] of Object.entries(endpoints)) {
		if (endpoint.connections() > 0) {
			violations.push(`${endpoint.connections()} connections are left at the ${name}'s endpoint`);
		}
	}

	if (clock.pending() > 0) {
		violations.push(`${clock.pending()} timers are left`);
	}

	return {
		violations,
		report: [
			describeSchedule(schedule),
			...diary,
			...miner.said.map(({source, text}) => `${source}: ${text}`),
			...readSigned(ledger, {limit: -1}).map(row =>
				inspect(summarize(row), {breakLength: Infinity}),
			),
		].join('\n'),
	};
}

/** Close a miner: what it asks at the moment may take some time to end. */
async function untilClosed(miner: ChaosMiner, {pass}: Stage) {
	const state = {isOver: false};
	const closing = miner.close().then(() => {
		state.isOver = true;
	});
	while (!state.isOver) {
		await pass();
	}

	await closing;
	await pass();
}

/** Blocks until a payment has ended for certain: its era, as long again for one that it waits for, and the blocks of grace. */
const mostBlocks = 200;

/** How often something is ordered. */
const mostTries = 4;

async function settle(orders: ReadonlyArray<Promise<Told>>, next: () => Promise<void>) {
	const state = {isOver: false};
	const all = Promise.all(orders).finally(() => {
		state.isOver = true;
	});
	await Promise.race([all, Promise.resolve()]);
	for (let blocks = 0; !state.isOver && blocks < mostBlocks; blocks++) {
		await next();
	}

	return all;
}

const summarize = ({call, nonce, birth, death, hash, outcome, block, isTold}: SignedRow) => ({
	call,
	nonce,
	birth,
	death,
	hash,
	outcome,
	block,
	isTold,
});

function wantsOf(order: Order, seed: number): readonly Want[] {
	const addressOf = (name: string) => createSigner({uri: `//${name}//${seed}`}).address;
	const transfer = (name: string): Want => ({
		kind: 'transfer',
		to: addressOf(name),
		amount: 1_000_000_000n + BigInt(seed),
	});
	const register: Want = {kind: 'register', netuid, hotkey: addressOf('Hotkey')};
	switch (order) {
		case 'transfer': {
			return [transfer('One')];
		}

		case 'two transfers': {
			return [transfer('One'), transfer('Two')];
		}

		case 'register': {
			return [register];
		}

		case 'transfer and register': {
			return [transfer('One'), register];
		}
	}
}
