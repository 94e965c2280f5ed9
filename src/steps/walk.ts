import type {ChainClient} from '../chain/client.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import type {Signer} from '../crypto/signer.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import type {ChosenModel} from '../models/find-model.ts';
import type {Background} from '../support/background.ts';
import type {TaskId} from '../tasks/task.ts';
import type {MnemonicKeeping} from '../wallet/mnemonic-file.ts';
import type {PasswordSource} from '../wallet/password.ts';
import type {MinerFiles} from './miner-files.ts';
import type {Reward} from './reward.ts';
import type {Step} from './step.ts';
import type {World} from './world.ts';

/** What the operator decided; a step decides for itself what is left out. */
export type Choices = {
	readonly wallet: string;
	readonly hotkeyName: string;
	readonly password: PasswordSource;
	/** Shows the words of a new wallet or hotkey. */
	readonly onMnemonic: NonNullable<MnemonicKeeping['onMnemonic']>;
	/** The words of a wallet to restore, in place of new ones. */
	readonly mnemonic?: string;
	/** Whether a new coldkey is encrypted; play keys need not be. @default true */
	readonly encrypt?: boolean;
	/** Whether the wallet must be new, so that one of that name is refused rather than taken. @default false */
	readonly isNewWallet?: boolean;
	readonly netuid?: number;
	/** The most that entry may cost, in rao. */
	readonly maxPrice?: bigint;
	readonly model?: string;
	readonly mine: MineChoices;
};

export type MineChoices = {
	readonly device: 'auto' | 'cpu' | 'cuda' | 'webgpu';
	readonly bind?: string;
	/** 0 is any that is free. @default 8091 */
	readonly port?: number;
	readonly externalIp?: string;
	readonly externalPort?: number;
	/** Whether it lives on after us. */
	readonly detach: boolean;
};

/** What is known so far; each step adds to it, and stands on what those before it found. */
export type Findings = {
	client: ChainClient;
	url: string;
	/** The devnet, if this walk started it. */
	devnet: Background | undefined;
	/** Addresses as SS58. */
	coldkey: string;
	hotkey: string;
	/** The coldkey, once it was opened. */
	signer: Signer;
	subnet: Subnet;
	task: TaskId;
	uid: number;
	/** What entry cost, in rao; `undefined` if it was not this walk that paid. */
	burn: bigint | undefined;
	model: ChosenModel;
	/** The miner process, if this walk started it. */
	miner: Background | undefined;
	minerFiles: MinerFiles;
	/** What the hotkey held when it registered, in alpha's 1e-9 unit. */
	alphaAtStart: bigint;
	/** Opened by the first step that needs it; whoever made the walk closes it. */
	ledger: Ledger;
	reward: Reward;
};

export type Walk = {
	readonly world: World;
	readonly choices: Choices;
	readonly found: Partial<Findings>;
};

export type WalkStep = Step<Walk>;

/**
Get what an earlier step found.

@throws {TypeError} If the steps were taken in a wrong order.
*/
export function need<Name extends keyof Findings>(
	{found}: Walk,
	name: Name,
): NonNullable<Findings[Name]> {
	const value = found[name];
	if (value === undefined || value === null) {
		throw new TypeError(`No step has found \`${name}\` yet`);
	}

	return value;
}
