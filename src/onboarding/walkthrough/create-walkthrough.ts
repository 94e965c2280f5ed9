import {isIP} from 'node:net';
import {type Clock, systemClock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {identifyNetwork} from '../../rig/network/networks.ts';
import type {SettingsFile} from '../../rig/network/settings.ts';
import type {Findings, Walk} from '../walk.ts';
import type {World} from '../../rig/network/world.ts';
import {type Quote, type Secrets, toChoices} from './draft.ts';
import {createReader} from './reader.ts';
import type {Draft, WalkthroughState, WalkthroughStep} from './state.ts';
import {firstProgress, isMet, isReached, withMet, withoutMet} from './progress.ts';
import {type HandStep, forgetFrom, handSteps, indexOf} from './walk-steps.ts';
import {createWorker} from './worker.ts';

export type WalkthroughOptions = {
	/** Create the world of the chosen network. */
	readonly createWorld: (
		options: Pick<World, 'signal' | 'report'> & {readonly network: string},
	) => World;
	readonly settings: SettingsFile;
	/** Initial values of the fields. */
	readonly draft: Draft;
	/** Steps already decided by an option, the environment or the settings. */
	readonly chosen: ReadonlySet<WalkthroughStep>;
	readonly signal: AbortSignal;
	readonly clock?: Clock;
};

export type Walkthrough = {
	readonly state: ReadableStore<WalkthroughState>;
	/** Go to the first unfinished step. */
	readonly resume: () => Promise<void>;
	/** Change field values. */
	readonly edit: (changes: Partial<Draft>) => void;
	/** Show a finished step, or the first unfinished one; showing undoes nothing. */
	readonly show: (step: WalkthroughStep) => void;
	/** Run the shown step with the current values, then go to the next unfinished one. */
	readonly perform: (secrets?: Secrets) => Promise<void>;
	/** Confirm that the words of a new key are written down; only then are its files written. */
	readonly confirmWords: () => void;
	/** Cancel the running work. A transaction already sent may still get into a block: the step detects that, and nothing is paid twice. */
	readonly leave: () => void;
	/** Dismiss a failure. */
	readonly dismiss: () => void;
	/** Get what the steps found. */
	readonly found: () => Partial<Findings>;
	/** Stop reading and disconnect; a running miner and devnet keep running. Closing twice is fine. */
	readonly close: () => Promise<void>;
};

type WalkOptions = Secrets &
	Quote & {
		/** @default the findings of all steps */
		readonly findings?: Partial<Findings>;
		/** @default the draft that applies to the step */
		readonly typed?: Draft;
	};

/**
Create the walk-through: the steps of the walk, run by hand. It resumes at the first unfinished step, does what the operator decides, and keeps field values when going back.
*/
export function createWalkthrough({
	createWorld,
	settings,
	draft,
	chosen: chosenBefore,
	signal,
	clock = systemClock,
}: WalkthroughOptions): Walkthrough {
	const state = createStore<WalkthroughState>({
		steps: firstProgress,
		shown: 'network',
		work: {kind: 'idle'},
		draft,
		facts: {},
		isDone: false,
	});
	const change = (changes: Partial<WalkthroughState>) => {
		state.set({...state.getSnapshot(), ...changes});
	};

	const chosen = new Set(chosenBefore);
	let found: Partial<Findings> = {};
	/** The values that finished steps ran with. Later edits to their fields do not affect the steps after them. */
	let settled = draft;

	const worker = createWorker({
		setWork(work) {
			change({work});
		},
		signal,
		clock,
	});

	/** Get the draft that applies to a step: settled values, with its own fields as typed. */
	const draftFor = ({typed}: HandStep): Draft => ({
		...settled,
		...Object.fromEntries(typed.map(name => [name, state.getSnapshot().draft[name]])),
	});

	const createWalk = (
		hand: HandStep,
		life: AbortSignal,
		{findings = found, typed = draftFor(hand), ...given}: WalkOptions = {},
	): Walk => ({
		world: createWorld({network: typed.network, signal: life, report: worker.note}),
		choices: toChoices(typed, given, async (words, restores) => {
			await worker.showWords({words, restores}, life);
		}),
		found: findings,
	});

	const reader = createReader({
		createWalk(step, life) {
			const hand = handSteps[indexOf(step)]!;
			return createWalk(hand, life, {typed: withoutNumbers(draftFor(hand))});
		},
		publish(facts) {
			change({facts: {...state.getSnapshot().facts, ...facts}});
		},
		onMet(step) {
			const {steps} = state.getSnapshot();
			// Do not move on an operator who came back to a finished step.
			if (!isMet(steps, step)) {
				void work('Continuing', async life => goOn(indexOf(step), life));
			}
		},
		clock,
	});

	/** Run a long task; polling for the shown step pauses meanwhile. */
	const work = async (doing: string, task: (life: AbortSignal) => Promise<void>) => {
		if (isAtWork(state.getSnapshot())) {
			return;
		}

		await worker.undertake(doing, async life => {
			await reader.stop();
			await task(life);
		});
		const {shown, isDone} = state.getSnapshot();
		if (!isDone && !signal.aborted) {
			reader.start(shown);
		}
	};

	/** Go from a step to the next unfinished one. */
	const goOn = async (from: number, life: AbortSignal) => {
		for (const hand of handSteps.slice(from)) {
			change({shown: hand.id});
			const said = await look(hand, life);
			if (said === undefined) {
				return;
			}

			setMet(hand.id, said);
		}

		change({isDone: true});
	};

	const look = async (hand: HandStep, life: AbortSignal) => {
		const {step, doing, mayPass = () => true, mayRun = () => false} = hand;
		const typed = draftFor(hand);
		const known = {draft: typed, chosen, settings, found};
		worker.say(mayRun(known) ? doing(typed) : `Checking the ${step.title}`);
		const walk = createWalk(hand, life);
		const outcome =
			(mayPass(known) ? await step.isMet(walk) : undefined) ??
			(mayRun(known) ? await step.run(walk) : undefined);
		if (outcome) {
			settled = typed;
		}

		publishFindings();
		return outcome?.said;
	};

	const perform = async (index: number, secrets: Secrets, life: AbortSignal) => {
		const hand = handSteps[index]!;
		const {id, step, keep} = hand;
		const typed = draftFor(hand);
		const walk = createWalk(hand, life, {
			...secrets,
			quotedCap: id === 'register' ? state.getSnapshot().facts.plan?.cap : undefined,
			findings: forgetFrom(found, index),
		});
		// A new wallet must not turn out to exist already.
		const isNew = id === 'wallet' && typed.way !== 'existing';
		const outcome = (isNew ? undefined : await step.isMet(walk)) ?? (await step.run(walk));
		if (found.client !== walk.found.client) {
			found.client?.close();
		}

		found = walk.found;
		settled = isNew ? {...typed, way: 'existing'} : typed;
		chosen.add(id);
		keep?.(settings, settled, found);
		if (id === 'network') {
			settled = {...settled, netuid: settings.read().netuids?.[settled.network]};
		}

		const {way, netuid} = settled;
		change({draft: {...state.getSnapshot().draft, way, netuid}, facts: {}});
		change({steps: withoutMet(state.getSnapshot().steps, index)});
		setMet(id, outcome.said);
		publishFindings();
		await goOn(index + 1, life);
	};

	const publishFindings = () => {
		const {client, url, coldkey, hotkey, uid, signer} = found;
		const {network} = createWorld({
			network: settled.network,
			signal,
			report: worker.note,
		});
		change({
			facts: {
				...state.getSnapshot().facts,
				network: client && {
					name: settled.network,
					url: url!,
					isReal: identifyNetwork(network, client).real,
				},
				coldkey,
				hotkey,
				uid,
				isOpen: signer !== undefined,
			},
		});
	};

	const setMet = (id: WalkthroughStep, said: string) => {
		change({steps: withMet(state.getSnapshot().steps, id, said)});
	};

	return {
		state,
		async resume() {
			await work('Finding where you left off', async life => goOn(0, life));
		},
		edit(changes) {
			change({draft: {...state.getSnapshot().draft, ...changes}});
			reader.refresh();
		},
		show(id) {
			const {steps, shown} = state.getSnapshot();
			if (id === shown || !isReached(steps, id) || isAtWork(state.getSnapshot())) {
				return;
			}

			change({shown: id, work: {kind: 'idle'}});
			reader.start(id);
		},
		async perform(secrets = {}) {
			const index = indexOf(state.getSnapshot().shown);
			const hand = handSteps[index]!;
			await work(hand.doing(draftFor(hand)), async life => perform(index, secrets, life));
		},
		confirmWords: worker.confirmWords,
		leave: worker.leave,
		dismiss() {
			if (state.getSnapshot().work.kind === 'failed') {
				change({work: {kind: 'idle'}});
			}
		},
		found: () => found,
		async close() {
			try {
				await worker.close();
			} finally {
				await reader.stop();
				found.client?.close();
			}
		},
	};
}

/** Omit numbers, which may be half typed; they are validated on use. */
const withoutNumbers = (draft: Draft): Draft => ({
	...draft,
	cap: '',
	port: '',
	externalIp: isIP(draft.externalIp.trim()) === 0 ? '' : draft.externalIp,
	externalPort: '',
});

const isAtWork = ({work}: WalkthroughState) => work.kind === 'busy' || work.kind === 'words';
