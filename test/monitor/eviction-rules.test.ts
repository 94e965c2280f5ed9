import {expect, test} from 'vitest';
import {chooseEvicted, chooseSpared} from '../../src/devnet/subtensor/economy/eviction.ts';
import {
	type EvictableNeuron,
	type EvictionRules,
	getEvictionOrder,
	immuneBlocks,
} from '../../src/monitor/eviction.ts';
import {getMinerPay} from '../../src/monitor/miner-pay.ts';
import {getRegistrationPace, getSlot, isInDanger} from '../../src/monitor/slot.ts';
import {describeSlot} from '../../src/screens/monitor/slot-words.ts';
import {createRandom, drawIndex, type Random} from '../../src/support/random.ts';

const ownerHotkey = 'hotkey 0';
const ownerColdkey = 'owner';

type World = {
	readonly neurons: readonly EvictableNeuron[];
	readonly rules: Required<EvictionRules>;
};

/** Draw a small subnet with many ties; the owner has several UIDs, or none. */
function drawWorld(random: Random): World {
	const draw = (count: number) => drawIndex(random, count);
	const block = 1000 + draw(50);
	const maxUids = 1 + draw(16);
	const rules = {
		block,
		maxUids,
		immunityPeriod: [0, 1, 20, 60, 2000][draw(5)]!,
		minNonImmuneUids: draw(6),
		ownerHotkey,
		ownerColdkey,
		immuneOwnerUids: draw(3),
	};
	const taken = draw(3) === 0 ? draw(maxUids + 1) : maxUids;
	// The owner's hotkey may have no UID.
	const isAway = draw(2);
	const neurons = Array.from({length: taken}, (_, uid) => ({
		uid,
		hotkey: `hotkey ${uid + isAway}`,
		coldkey: draw(6) === 0 ? ownerColdkey : `coldkey ${uid}`,
		emission: BigInt(draw(2) * draw(5)),
		registeredAt: block - draw(80),
	}));
	return {neurons, rules};
}

type Newcomer = {
	/** The block in which it comes. */
	readonly block: number;
	/** The block by which the others' immunity is judged. */
	readonly now: number;
	readonly emission: bigint;
};

/** Register newcomers by the devnet's rules, which are the chain's, and tell whom each of them replaced. */
function register(
	{neurons, rules}: World,
	newcomers: readonly Newcomer[],
): ReadonlyArray<string | undefined> {
	const {maxUids, immunityPeriod, minNonImmuneUids, immuneOwnerUids} = rules;
	const current = [...neurons];
	return newcomers.map(({block, now, emission}, index) => {
		const newcomer = {
			uid: current.length,
			hotkey: `newcomer ${index}`,
			coldkey: 'newcomer',
			emission,
			registeredAt: block,
		};
		if (current.length < maxUids) {
			current.push(newcomer);
			return undefined;
		}

		const toChain = (neuron: EvictableNeuron) => ({
			...neuron,
			registeredAt: BigInt(neuron.registeredAt),
		});
		const spared = chooseSpared(
			current
				.filter(({hotkey, coldkey}) => coldkey === ownerColdkey || hotkey === ownerHotkey)
				.map(neuron => toChain(neuron)),
			{ownerHotkey, limit: immuneOwnerUids},
		);
		const evicted = chooseEvicted(
			current.map(neuron => ({
				...toChain(neuron),
				isImmune: Math.max(now - neuron.registeredAt, 0) < immunityPeriod,
				isSpared: spared.includes(neuron.hotkey),
			})),
			{minNonImmune: minNonImmuneUids},
		);
		const place = current.findIndex(({uid}) => uid === evicted);
		if (evicted === undefined) {
			return undefined;
		}

		const {hotkey} = current[place]!;
		current[place] = {...newcomer, uid: evicted};
		return hotkey;
	});
}

const worlds = Array.from({length: 600}, (_, seed) => ({seed, ...drawWorld(createRandom(seed))}));

/** Tell the UIDs that are lost to newcomers without pay before anybody's immunity ends, in their order. */
function whoGoes({neurons, rules}: World): readonly number[] {
	const newcomers = Array.from({length: 3 * rules.maxUids}, (_, turn) => ({
		block: rules.block + 1 + turn,
		now: rules.block,
		emission: 0n,
	}));
	return register({neurons, rules}, newcomers).flatMap(hotkey =>
		neurons.filter(neuron => neuron.hotkey === hotkey).map(({uid}) => uid),
	);
}

test('the order of eviction is that in which newcomers replace the neurons by the chain’s rules', () => {
	for (const {seed, ...world} of worlds) {
		expect(getEvictionOrder(world.neurons, world.rules), `seed ${seed}`).toEqual(whoGoes(world));
	}
});

test('a slot is lost when newcomers at the pace of late, who come to earn more, have replaced the others', () => {
	for (const {seed, neurons, rules} of worlds) {
		const pace = getRegistrationPace(neurons, rules);
		const newcomers = Array.from({length: 4 * rules.maxUids}, (_, turn) => {
			const block = rules.block + Math.max(Math.floor((turn + 1) / pace), 1);
			return {block, now: block, emission: 100n};
		});
		const replaced = pace === 0 ? [] : register({neurons, rules}, newcomers);
		for (const {uid, hotkey} of neurons) {
			const {place, blocksLeft} = getSlot(neurons, uid, rules)!;
			const turn = place === undefined ? -1 : replaced.indexOf(hotkey);
			const foreseen = blocksLeft === undefined ? undefined : rules.block + blocksLeft;

			expect(foreseen, `seed ${seed}, UID ${uid}`).toBe(newcomers[turn]?.block);
		}
	}
});

test('who is in danger is lost to one of three newcomers that come now, and who is shielded or spared is not lost to the first', () => {
	for (const {seed, ...world} of worlds) {
		const {neurons, rules} = world;
		const lost = whoGoes(world);
		for (const {uid} of neurons) {
			const slot = getSlot(neurons, uid, rules)!;
			const isNext = slot.freeUids === 0 && lost[0] === uid;
			const what = `seed ${seed}, UID ${uid}`;

			expect(isInDanger(slot) && !lost.slice(0, 3).includes(uid), what).toBe(false);
			expect(isNext && (slot.isShielded || slot.isSpared), what).toBe(false);
			expect(isNext && !isInDanger(slot), what).toBe(false);
			expect(slot.isSpared && lost.includes(uid), what).toBe(false);
		}
	}
});

test('the words for a slot hold against what newcomers do', () => {
	for (const {seed, ...world} of worlds) {
		const {neurons, rules} = world;
		const lost = whoGoes(world);
		const immuneOf = (uid: number) => immuneBlocks(neurons[uid]!, rules) > 0;
		for (const {uid} of neurons) {
			const slot = getSlot(neurons, uid, rules)!;
			const {blocksLeft} = slot;
			const said = describeSlot({
				...slot,
				immuneMs: slot.immuneBlocks * 12_000,
				msLeft: blocksLeft === undefined ? undefined : blocksLeft * 12_000,
			});
			const what = `seed ${seed}, UID ${uid}: ${said}`;
			const more = /safe until (?<count>\d+) more/v.exec(said)?.groups?.count;
			const place = / (?<place>\d{1,2})[a-z]{2} in line/v.exec(said)?.groups?.place;

			// One of its own words for each: spared, waiting for free UIDs, in the queue, or out of it.
			expect(/never evicted|not in line/v.test(said), what).toBe(
				more === undefined && place === undefined,
			);
			expect(/never evicted|not in line/v.test(said) && lost.includes(uid), what).toBe(false);
			expect(more === undefined ? 0 : Number(more), what).toBe(
				slot.isSpared ? 0 : rules.maxUids - neurons.length,
			);
			expect(place === undefined ? uid : lost[Number(place) - 1], what).toBe(uid);
			expect(said.includes('but '), what).toBe(
				place !== undefined && immuneOf(uid) && immuneOf(lost[0]!),
			);
			expect(said.startsWith('immune'), what).toBe(immuneOf(uid));
			expect(said.includes('lost in') && !said.endsWith('even so'), what).toBe(
				blocksLeft !== undefined && blocksLeft >= slot.immuneBlocks,
			);
		}
	}
});

test('pay leaves out what the chain withholds: that of the owner’s hotkey, and of all its coldkey’s', () => {
	for (const {seed, neurons} of worlds) {
		const all = neurons.map((neuron, index) => ({...neuron, validatorPermit: index % 5 === 1}));
		const {paid, unpaid, best} = getMinerPay(all, {ownerHotkey, ownerColdkey});
		const pays = all
			.filter(({validatorPermit}) => !validatorPermit)
			.map(({hotkey, coldkey, emission}) => {
				const isWithheld = hotkey === ownerHotkey || coldkey === ownerColdkey;
				return isWithheld ? undefined : Number(emission);
			})
			.filter(pay => pay !== undefined);

		expect({paid, unpaid, best}, `seed ${seed}`).toEqual({
			paid: pays.filter(pay => pay > 0).length,
			unpaid: pays.filter(pay => pay === 0).length,
			best: BigInt(Math.max(0, ...pays)),
		});
	}
});
