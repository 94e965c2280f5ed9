import {connectStep} from '../connect-step.ts';
import {fundStep} from '../fund-step.ts';
import {mineStep} from '../mine-step.ts';
import {modelStep} from '../model-step.ts';
import {registerStep} from '../register-step.ts';
import type {SettingsFile} from '../settings.ts';
import {subnetStep} from '../subnet-step.ts';
import type {Findings, WalkStep} from '../walk.ts';
import {walletStep} from '../wallet-step.ts';
import type {Draft, WalkthroughStep} from './state.ts';

/** What a step is decided by. */
export type Known = {
	readonly draft: Draft;
	/** What was chosen before: by an option, the environment, the settings, or a moment ago. */
	readonly chosen: ReadonlySet<WalkthroughStep>;
	readonly settings: SettingsFile;
	readonly found: Partial<Findings>;
};

/** A step, and what the walk by hand has to know of it besides. */
export type HandStep = {
	readonly id: WalkthroughStep;
	readonly step: WalkStep;
	/** What doing it is called while it is done. */
	readonly doing: (draft: Draft) => string;
	/** What is typed for it; it counts for the steps after it once this one was done. */
	readonly typed: ReadonlyArray<keyof Draft>;
	/** What it finds, to be forgotten when it is done anew or a step before it is. */
	readonly finds: ReadonlyArray<keyof Findings>;
	/** Whether it is passed unasked where it is met. @default always */
	readonly mayPass?: (known: Known) => boolean;
	/** Whether it is done unasked: it was decided before, takes no money and makes no key. @default never */
	readonly mayRun?: (known: Known) => boolean;
	/** Remember what was decided, for the next time. */
	readonly keep?: (settings: SettingsFile, draft: Draft, found: Partial<Findings>) => void;
};

export const handSteps: readonly HandStep[] = [
	{
		id: 'network',
		step: connectStep,
		doing: ({network}) =>
			network === 'devnet' ? 'Starting the devnet, unless it runs' : `Connecting to ${network}`,
		typed: ['network'],
		finds: ['client', 'url', 'devnet'],
		mayRun: ({chosen}) => chosen.has('network'),
		keep(settings, {network}) {
			settings.write({network});
		},
	},
	{
		id: 'wallet',
		step: walletStep,
		doing: ({way, wallet}) =>
			way === 'existing'
				? `Looking at ${wallet}`
				: 'Encrypting the coldkey, which is slow on purpose',
		typed: ['wallet', 'hotkeyName', 'way'],
		finds: ['coldkey', 'hotkey', 'signer'],
		// Not just any wallet that happens to lie there.
		mayPass: ({chosen}) => chosen.has('wallet'),
		keep(settings, {wallet, hotkeyName}) {
			settings.write({wallet, walletHotkey: hotkeyName});
		},
	},
	{
		id: 'funds',
		step: fundStep,
		doing: () => 'Asking the faucet',
		typed: [],
		finds: [],
	},
	{
		id: 'subnet',
		step: subnetStep,
		doing: () => 'Looking at the subnet',
		typed: ['netuid'],
		finds: ['subnet', 'task'],
		mayRun: ({draft}) => draft.netuid !== undefined,
		keep(settings, {network, netuid}) {
			if (netuid !== undefined) {
				settings.write({netuids: {...settings.read().netuids, [network]: netuid}});
			}
		},
	},
	{
		id: 'register',
		step: registerStep,
		doing: () => 'Registering: opening the coldkey, then waiting for the block',
		typed: ['cap'],
		finds: ['uid', 'burn'],
	},
	{
		id: 'model',
		step: modelStep,
		doing: ({model}) => `Checking ${model ?? 'the model'}`,
		typed: ['model'],
		finds: ['model'],
		mayRun: ({draft, settings, found: {task}}) =>
			draft.model !== undefined ||
			(task !== undefined && settings.read().models?.[task] !== undefined),
		keep(settings, {model}, {task}) {
			if (model !== undefined && task !== undefined) {
				settings.write({models: {...settings.read().models, [task]: model}});
			}
		},
	},
	{
		id: 'mine',
		step: mineStep,
		doing: () => 'Loading the model and announcing the axon',
		typed: ['device', 'port', 'externalIp', 'externalPort'],
		finds: ['miner', 'minerFiles', 'alphaAtStart'],
	},
];

export const indexOf = (id: WalkthroughStep): number => handSteps.findIndex(hand => hand.id === id);

/** Get what is left of the findings when a step is done anew: those of the steps before it. */
export function forgetFrom(found: Partial<Findings>, index: number): Partial<Findings> {
	const forgotten = new Set(handSteps.slice(index).flatMap(({finds}) => finds));
	return Object.fromEntries(
		Object.entries(found).filter(([name]) => !forgotten.has(name as keyof Findings)),
	);
}
