import type {ChainClient} from '../chain/client.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import type {Signer} from '../crypto/signer.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import type {OpenAiServers} from '../gpu/openai/server-options.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import type {Background} from '../support/processes/background.ts';
import type {TaskId} from '../tasks/task.ts';
import type {MnemonicKeeping} from '../wallet/mnemonic-file.ts';
import type {PasswordSource} from '../wallet/password.ts';
import type {MinerFiles} from '../rig/miner-files.ts';
import type {MineChoices} from '../rig/miner-options.ts';
import type {World} from '../rig/network/world.ts';
import type {Reward} from './reward.ts';
import type {Step} from './step.ts';

/** What the operator chose; each step decides the rest for itself. */
export type Choices = {
	readonly wallet: string;
	readonly hotkeyName: string;
	readonly password: PasswordSource;
	/** Called with the words of a new wallet or hotkey. */
	readonly onMnemonic: NonNullable<MnemonicKeeping['onMnemonic']>;
	/** The recovery words of a wallet to restore, instead of creating one. */
	readonly mnemonic?: string;
	/** Whether to encrypt a new coldkey; play keys need no encryption. @default true */
	readonly encrypt?: boolean;
	/** Whether the wallet must be new: an existing one of that name is then rejected, not used. @default false */
	readonly isNewWallet?: boolean;
	readonly netuid?: number;
	/** Maximum price of registering, in rao. */
	readonly maxPrice?: bigint;
	readonly model?: string;
	/** Servers that answer in place of a model on this machine; `model` is then what they call theirs. */
	readonly servers?: OpenAiServers;
	readonly mine: MineChoices;
};

/** What is known so far; each step adds to it and relies on the steps before it. */
export type Findings = {
	client: ChainClient;
	url: string;
	/** The devnet, if this walk started it. */
	devnet: Background | undefined;
	/** SS58 addresses. */
	coldkey: string;
	hotkey: string;
	/** The coldkey, once opened. */
	signer: Signer;
	subnet: Subnet;
	task: TaskId;
	/** `undefined` if it cannot be read yet. */
	uid: number | undefined;
	/** Price paid to register, in rao; `undefined` if this walk did not pay. */
	burn: bigint | undefined;
	model: MinedModel;
	/** The miner process, if this walk started it. */
	miner: Background | undefined;
	minerFiles: MinerFiles;
	/** What the hotkey held when it registered, in alpha's 1e-9 unit. */
	alphaAtStart: bigint;
	/** Opened by the first step that needs it, closed by the walk's creator. */
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

@throws {TypeError} If the steps ran in the wrong order.
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
