import type {ListedWallet} from '../../wallet/list.ts';
import type {Restores} from '../../wallet/mnemonic-file.ts';
import type {OpenAiServers} from '../../gpu/openai/server-options.ts';
import type {CatalogueModel} from '../../models/catalogue.ts';
import type {OwnModel} from '../../models/own/own-models.ts';
import type {EqualRegistration} from '../../payments/equal-command.ts';
import type {EvictionOutlook} from '../eviction-outlook.ts';
import type {Prospect} from '../prospect.ts';
import type {RegistrationPlan} from '../../payments/registration.ts';
import type {SubnetOutlook} from '../subnet-outlook.ts';
import type {MineChoices} from '../../rig/miner-options.ts';
import type {Problem} from '../../rig/problem.ts';

/** The steps run by hand; the monitor waits for the reward. */
export type WalkthroughStep =
	'network' | 'wallet' | 'funds' | 'subnet' | 'register' | 'model' | 'mine';

export type StepProgress = {
	readonly id: WalkthroughStep;
	readonly title: string;
	/** Whether it is finished. */
	readonly isMet: boolean;
	/** What was found or done, once finished. */
	readonly said?: string;
};

/** The current task, or why it failed. */
export type Work =
	| {readonly kind: 'idle'}
	| {
			readonly kind: 'busy';
			/** A label such as `Registering`. */
			readonly doing: string;
			/** Milliseconds since the Unix epoch. */
			readonly since: number;
			/** Its latest progress message. */
			readonly note?: string;
	  }
	/** The words of a new key, to be written down; nothing is saved before `confirmWords()`. */
	| {
			readonly kind: 'words';
			readonly words: string;
			/** What they restore. */
			readonly restores: Restores;
	  }
	| ({readonly kind: 'failed'} & Problem);

/** What the operator chose or typed, verbatim; it survives going back. It never holds a password. */
export type Draft = {
	readonly network: string;
	readonly wallet: string;
	readonly hotkeyName: string;
	readonly way: 'existing' | 'new' | 'restore';
	readonly netuid: number | undefined;
	/** Maximum price of registering, in TAO; empty for 5 % above the current price. */
	readonly cap: string;
	readonly model: string | undefined;
	/** Servers that answer instead of a model here; `model` is then what they call theirs. */
	readonly servers?: OpenAiServers;
	readonly device: MineChoices['device'];
	/** Empty for any free port. */
	readonly port: string;
	/** Empty for the machine's own address. */
	readonly externalIp: string;
	readonly externalPort: string;
};

/** What was read for the shown step; chain figures come from `block`. */
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
	/** Whether the coldkey is open, so that no password is needed. */
	readonly isOpen?: boolean;
	/** Whether the coldkey can be opened here at all; otherwise another machine has to sign. */
	readonly hasColdkey?: boolean;
	/** Whether a faucet gives out play TAO. */
	readonly hasFaucet?: boolean;
	/** Rao. */
	readonly balance?: bigint;
	/** What entering the cheapest subnet requires, including a reserve, in rao. */
	readonly needed?: bigint;
	readonly subnets?: readonly SubnetOutlook[];
	/** The chosen subnet. */
	readonly subnet?: SubnetOutlook;
	/** The registration plan, independent of the typed cap; its own cap applies if none is typed. */
	readonly plan?: RegistrationPlan;
	readonly eviction?: EvictionOutlook;
	/** What btop can do on the chosen subnet. */
	readonly prospect?: Prospect;
	/** What an equivalent `btcli` registration needs besides the cap. */
	readonly equal?: EqualRegistration;
	readonly uid?: number;
	readonly models?: readonly CatalogueModel[];
	/** Models for the task that were pulled or added. */
	readonly ownModels?: readonly OwnModel[];
	/** Addresses that the miner would listen on and announce. */
	readonly address?: {readonly bind: string; readonly announce: string};
	/** Why the facts are stale or missing. */
	readonly problem?: Problem;
};

/** Everything that the walk-through's screens draw. */
export type WalkthroughState = {
	readonly steps: readonly StepProgress[];
	readonly shown: WalkthroughStep;
	readonly work: Work;
	readonly draft: Draft;
	readonly facts: Facts;
	/** Whether every step is finished: the miner runs. */
	readonly isDone: boolean;
};
