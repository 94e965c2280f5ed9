import {expect, test} from 'vitest';
import {watchClock} from '../../../src/miner/observe/clock-watch.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';

const blockTime = 12_000;
const start = Date.UTC(2026, 10, 28);

/** Watch a clock that is so far ahead, by blocks that we hear of a second after their time. */
function watch() {
	const chain = createFakeMinerChain();
	const {problem} = watchClock({facts: chain.facts});
	let chainTime = start;
	return {
		problem,
		chain,
		see(ahead: number, {blocks = 5, step = blockTime} = {}) {
			for (let block = 0; block < blocks; block++) {
				chainTime += blockTime;
				const delay = 1000 + (step - blockTime) * block;
				chain.show({neurons: [], chainTime, at: chainTime + ahead + delay});
			}

			return problem.getSnapshot();
		},
	};
}

test.for([
	[30_000, '31 s ahead of'],
	[3_600_000, '60 min ahead of'],
	[-30_000, '29 s behind'],
	[-3_600_000, '59 min behind'],
] as const)(
	'a clock that is %d ms ahead is told, with the command that sets it',
	([ahead, text]) => {
		const said = watch().see(ahead);
		expect(said).toContain(text);
		expect(said).toContain('`sudo timedatectl set-ntp true`');
	},
);

test.for([0, 6000, -1500])('a clock that is %d ms ahead is let be', ahead => {
	expect(watch().see(ahead)).toBeUndefined();
});

test('nothing is said before three blocks were seen, and nothing more once the clock is set', () => {
	const {see} = watch();
	expect(see(30_000, {blocks: 2})).toBeUndefined();
	expect(see(30_000, {blocks: 1})).toBeDefined();
	expect(see(0)).toBeUndefined();
});

test('one old block, as a node hands it out first, is no clock that is ahead', () => {
	const {see} = watch();
	see(600_000, {blocks: 1});
	expect(see(0, {blocks: 2})).toBeUndefined();
});

test('a node that catches up says nothing of the clock', () => {
	expect(watch().see(600_000, {step: 1000})).toBeUndefined();
});

test('the latest blocks count, however many were right before', () => {
	const {see} = watch();
	see(0, {blocks: 20});
	expect(see(30_000, {blocks: 3})).toContain('31 s ahead of');
});

test('blocks without a time, and blocks seen twice, say nothing', () => {
	const {see, chain, problem} = watch();
	see(30_000, {blocks: 2});
	for (let block = 0; block < 3; block++) {
		chain.show({...chain.facts.getSnapshot(), neurons: []});
		chain.show({neurons: [], chainTime: undefined});
	}

	expect(problem.getSnapshot()).toBeUndefined();
});

/** Watch a clock by validators' nonces. It is `ahead` of the true time, until it is set. */
function watchNonces({validators = ['Ann', 'Bob', 'Cem'], ahead = 30_000} = {}) {
	const time = createFakeClock(start);
	const chain = createFakeMinerChain();
	const neurons = [...validators, 'miner'].map((hotkey, uid) =>
		createNeuron({uid, hotkey, validatorPermit: hotkey !== 'miner'}),
	);
	let error = ahead;
	let looks = 0;
	const show = (chainTime: number | undefined = time.now()) => {
		chain.show({neurons, chainTime, at: time.now() + error});
	};

	const watched = watchClock({
		facts: chain.facts,
		clock: {
			now: () => time.now() + error,
			after(...timer) {
				looks++;
				return time.after(...timer);
			},
		},
		stopwatch: time.now,
	});
	show();
	return {
		...watched,
		/** How often a look at the clock was scheduled. */
		looks: () => looks,
		/** Claim these hotkeys, with nonces that are as old by the true time. */
		claim(hotkeys: readonly string[], {age = 0} = {}) {
			for (const sender of hotkeys) {
				watched.noteStaleClaim({sender, age: error + age});
			}
		},
		/** Let time pass, and get the problem. */
		wait(milliseconds = 1000) {
			time.advance(milliseconds);
			return watched.problem.getSnapshot();
		},
		set(correct: number) {
			error = correct;
		},
		/** Show blocks, a block time apart. */
		produce(blocks: number) {
			for (let block = 0; block < blocks; block++) {
				time.advance(blockTime);
				show();
			}
		},
	};
}

test.for([
	[30_000, '30 s ahead of'],
	[-3_600_000, '60 min behind'],
] as const)(
	'while the chain says nothing, validators tell of a clock that is %d ms ahead',
	([ahead, text]) => {
		const {claim, wait} = watchNonces({ahead});
		claim(['Ann', 'Bob']);

		expect(wait()).toBe(
			`The clock of this machine is about ${text} the validators': queries are refused as stale. Set it with \`sudo timedatectl set-ntp true\``,
		);
	},
);

test('the median counts, so that one validator whose own clock is wrong changes nothing', () => {
	const {claim, wait} = watchNonces();
	claim(['Ann', 'Bob']);
	claim(['Cem'], {age: -900_000});
	expect(wait()).toContain('30 s ahead of');
});

test('one validator of several is not believed, however often it asks', () => {
	const {claim, wait} = watchNonces();
	claim(['Ann', 'Ann', 'Ann']);
	expect(wait()).toBeUndefined();
	claim(['Cem'], {age: -900_000});
	expect(wait()).toBeUndefined();
	claim(['Bob']);
	expect(wait()).toBeDefined();
});

test('the only validator of a subnet is believed', () => {
	const {claim, wait} = watchNonces({validators: ['Ann']});
	claim(['Ann']);
	expect(wait()).toBeDefined();
});

test('hotkeys without a permit are not believed, and prove nothing', () => {
	const {claim, wait, noteProof} = watchNonces();
	claim(['stranger', 'miner']);
	expect(wait()).toBeUndefined();
	claim(['Ann', 'Bob']);
	noteProof('stranger');
	noteProof('miner');
	expect(wait()).toBeDefined();
});

test('whoever claims to be validators raises nothing within a minute of a true one’s query', () => {
	const {claim, wait, noteProof} = watchNonces();
	claim(['Ann', 'Bob']);
	expect(wait()).toBeDefined();
	noteProof('Cem');
	expect(wait(0)).toBeUndefined();

	claim(['Ann', 'Bob']);
	expect(wait(59_000)).toBeUndefined();
	wait(1000);
	claim(['Ann', 'Bob']);
	expect(wait()).toBeDefined();
});

test('a clock that is set is right at once, whatever was claimed before', () => {
	const {claim, wait, set} = watchNonces();
	claim(['Ann', 'Bob']);
	expect(wait()).toBeDefined();
	set(0);
	expect(wait()).toBeUndefined();
	set(-30_000);
	expect(wait()).toContain('30 s behind');
});

test('claims are forgotten after two minutes', () => {
	const {claim, wait} = watchNonces();
	claim(['Ann', 'Bob']);
	expect(wait(120_000)).toBeDefined();
	expect(wait()).toBeUndefined();
	claim(['Ann']);
	expect(wait()).toBeUndefined();
});

test('a chain that finds the clock right outweighs the validators until it is silent for a minute', () => {
	const {claim, wait, produce} = watchNonces({ahead: 0});
	produce(4);
	claim(['Ann', 'Bob'], {age: 30_000});
	expect(wait(60_000)).toBeUndefined();
	expect(wait()).toContain("30 s ahead of the validators'");
	produce(1);
	expect(wait(0)).toBeUndefined();
});

test('what the chain said last holds until a validator’s query disproves it', () => {
	const {wait, produce, noteProof} = watchNonces();
	produce(4);
	expect(wait(600_000)).toContain("30 s ahead of the chain's");
	noteProof('Ann');
	expect(wait(0)).toBeUndefined();
	expect(wait(600_000)).toBeUndefined();
});

test('what the chain says now is not disproved by a query that is still fresh enough', () => {
	const {wait, produce, noteProof} = watchNonces({ahead: 9000});
	produce(4);
	noteProof('Ann');
	expect(wait(0)).toContain("9 s ahead of the chain's");
});

test('the clock is looked at again only while there are claims', () => {
	const {claim, wait, looks} = watchNonces();
	claim(['stranger']);
	expect(looks()).toBe(0);
	claim(['Ann']);
	wait(600_000);
	const before = looks();
	wait(600_000);
	expect(looks()).toBe(before);
});

test('nothing is said any more once it is closed', () => {
	const {claim, wait, produce, close} = watchNonces();
	claim(['Ann', 'Bob']);
	close();
	expect(wait()).toBeUndefined();
	produce(4);
	expect(wait()).toBeUndefined();
});
