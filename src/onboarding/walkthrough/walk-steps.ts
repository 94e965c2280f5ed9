import {connectStep} from '../connect-step.ts';
import {fundStep} from '../fund-step.ts';
import {mineStep} from '../mine-step.ts';
import {modelStep} from '../model-step.ts';
import {registerStep} from '../register-step.ts';
import type {SettingsFile} from '../../rig/network/settings.ts';
import {subnetStep} from '../subnet-step.ts';
import type {Findings, WalkStep} from '../walk.ts';
import {walletStep} from '../wallet-step.ts';
import type {Draft, WalkthroughStep} from './state.ts';

/** What a step's decisions depend on. */
export type Known = {
	readonly draft: Draft;
	/** Steps already decided: by an option, the environment, the settings, or just now. */
	readonly chosen: ReadonlySet<WalkthroughStep>;
	readonly settings: SettingsFile;
	readonly found: Partial<Findings>;
};

/** A step, with what the manual walk needs to know about it. */
export type HandStep = {
	readonly id: WalkthroughStep;
	readonly step: WalkStep;
	/** Label while it runs. */
	readonly doing: (draft: Draft) => string;
	/** The draft's fields that belong to it; they take effect for later steps once it has run. */
	readonly typed: ReadonlyArray<keyof Draft>;
	/** The findings it produces, discarded when it or an earlier step runs again. */
	readonly finds: ReadonlyArray<keyof Findings>;
	/** Whether to skip it without asking if it is already finished. @default always */
	readonly mayPass?: (known: Known) => boolean;
	/** Whether to run it without asking: it was already decided, and neither costs money nor makes a key. @default never */
	readonly mayRun?: (known: Known) => boolean;
	/** Save what was decided for next time. */
	readonly keep?: (settings: SettingsFile, draft: Draft, found: Partial<Findings>) => void;
};

export const handSteps: readonly HandStep[] = [
	{
		id: 'network',
		step: connectStep,
		doing: ({network}) =>
			network === 'devnet' ? 'Starting the devnet if needed' : `Connecting to ${network}`,
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
			way === 'existing' ? `Opening ${wallet}` : 'Encrypting the coldkey (slow by design)',
		typed: ['wallet', 'hotkeyName', 'way'],
		finds: ['coldkey', 'hotkey', 'signer'],
		// Do not use a wallet just because it exists.
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
		doing: () => 'Checking the subnet',
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
		doing: () => 'Registering: unlocking the coldkey, then waiting for the block',
		typed: ['cap'],
		finds: ['uid', 'burn'],
	},
	{
		id: 'model',
		step: modelStep,
		doing: ({model}) => `Checking ${model ?? 'the model'}`,
		typed: ['model', 'servers'],
		finds: ['model'],
		mayRun: ({draft, settings, found: {task}}) =>
			draft.servers !== undefined ||
			draft.model !== undefined ||
			(task !== undefined && settings.read().models?.[task] !== undefined),
		keep(settings, {model, servers}, {task}) {
			if (servers === undefined && model !== undefined && task !== undefined) {
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

/** Keep the findings of the steps before an index, for running that step again. */
export function forgetFrom(found: Partial<Findings>, index: number): Partial<Findings> {
	const forgotten = new Set(handSteps.slice(index).flatMap(({finds}) => finds));
	return Object.fromEntries(
		Object.entries(found).filter(([name]) => !forgotten.has(name as keyof Findings)),
	);
}
