import type {ListedWallet} from '../../wallet/list.ts';
import type {Restores} from '../../wallet/mnemonic-file.ts';
import type {CatalogueModel} from '../../models/catalogue.ts';
import type {EqualCommandOptions} from '../equal-command.ts';
import type {EvictionOutlook} from '../eviction-outlook.ts';
import type {RegistrationPlan} from '../registration.ts';
import type {SubnetOutlook} from '../subnet-outlook.ts';
import type {MineChoices} from '../walk.ts';
import type {Problem} from '../problem.ts';

/** The steps that are walked by hand; the reward is waited for on the monitor. */
export type WalkthroughStep =
	'network' | 'wallet' | 'funds' | 'subnet' | 'register' | 'model' | 'mine';

export type StepProgress = {
	readonly id: WalkthroughStep;
	readonly title: string;
	/** Whether there is nothing left to do about it. */
	readonly isMet: boolean;
	/** What was found or done, once it is met. */
	readonly said?: string;
};

/** What is being done, or why it could not be. */
export type Work =
	| {readonly kind: 'idle'}
	| {
			readonly kind: 'busy';
			/** In words, such as `Registering`. */
			readonly doing: string;
			/** Milliseconds since the Unix epoch. */
			readonly since: number;
			/** Its latest news. */
			readonly note?: string;
	  }
	/** The words of a new key wait to be written down; nothing is kept before `confirmWords()`. */
	| {
			readonly kind: 'words';
			readonly words: string;
			/** What they give back. */
			readonly restores: Restores;
	  }
	| ({readonly kind: 'failed'} & Problem);

/** What the operator chose or typed, as it was typed; it outlasts going back. A password is never in it. */
export type Draft = {
	readonly network: string;
	readonly wallet: string;
	readonly hotkeyName: string;
	readonly way: 'existing' | 'new' | 'restore';
	readonly netuid: number | undefined;
	/** The most that entry may cost, in TAO; empty for a twentieth above the price. */
	readonly cap: string;
	readonly model: string | undefined;
	readonly device: MineChoices['device'];
	/** Empty for a free one. */
	readonly port: string;
	/** Empty for what the machine has. */
	readonly externalIp: string;
	readonly externalPort: string;
};

/** What the shown step has read; figures of the chain are of `block`. */
export type Facts = {
	readonly network?: {
		readonly name: string;
		readonly url: string;
		/** Whether its TAO is worth money. */
		readonly isReal: boolean;
	};
	readonly block?: number;
	readonly wallets?: readonly ListedWallet[];
	/** SS58. */
	readonly coldkey?: string;
	readonly hotkey?: string;
	/** Whether the coldkey was opened, so that no password is needed any more. */
	readonly isOpen?: boolean;
	/** Whether the coldkey can be opened here at all; else another machine has to sign. */
	readonly hasColdkey?: boolean;
	/** Whether play TAO is to be had by asking. */
	readonly hasFaucet?: boolean;
	/** Rao. */
	readonly balance?: bigint;
	/** What entering the cheapest subnet takes, with a reserve, in rao. */
	readonly needed?: bigint;
	readonly subnets?: readonly SubnetOutlook[];
	/** The one that was chosen. */
	readonly subnet?: SubnetOutlook;
	/** What registering costs, whatever is typed as the cap; its own is the one that holds where none is typed. */
	readonly plan?: RegistrationPlan;
	readonly eviction?: EvictionOutlook;
	/** What `btcli` has to be told to register the same, beside the cap. */
	readonly equal?: EqualCommandOptions;
	readonly uid?: number;
	readonly models?: readonly CatalogueModel[];
	/** What the miner would listen at and announce. */
	readonly address?: {readonly bind: string; readonly announce: string};
	/** Why what is shown is not fresh, or cannot be had. */
	readonly problem?: Problem;
};

/** All that the screens of the walk-through draw. */
export type WalkthroughState = {
	readonly steps: readonly StepProgress[];
	readonly shown: WalkthroughStep;
	readonly work: Work;
	readonly draft: Draft;
	readonly facts: Facts;
	/** Whether everything is met: the miner runs. */
	readonly isDone: boolean;
};
