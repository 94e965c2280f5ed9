import type {Problem} from '../../rig/problem.ts';
import type {WalkthroughStep} from '../../onboarding/walkthrough/state.ts';

/** Fixes by error code. */
type Fixes = Readonly<Record<string, string>>;

/**
Get the fix for a problem at a step, in terms of the screen's fields and steps, since no options can be passed here. An error's own fix is kept unless it names a command.
*/
export function fixOf(
	{code, fix}: Pick<Problem, 'code' | 'fix'>,
	step: WalkthroughStep,
	{isDevnet = false}: {readonly isDevnet?: boolean} = {},
): string | undefined {
	if (isDevnet && code === 'chain-unreachable') {
		return 'If the devnet has stopped, go back to `network` and choose `devnet` again: its chain resumes where it was.';
	}

	if (Object.hasOwn(fixes, code)) {
		return fixes[code];
	}

	return fix === undefined || !namesCommand(fix) ? fix : {...sharedFixes, ...stepFixes[step]}[code];
}

const namesCommand = (text: string) => /`(?:--|btop |BT_)/v.test(text);

/** Codes with a single meaning. */
const fixes: Fixes = {
	'already-mining':
		'Undo the differences to keep that miner, or stop it first with `btop stop` in another terminal.',
	'bad-state': 'Stop the other chain, or start btop with another home.',
	'cannot-listen': 'Enter a port above 1023, or leave it empty for any free port.',
	'engine-failed':
		'Check whether memory runs out; choose another model, or set the device to `cpu`.',
	'hot-key-not-registered-in-sub-net': 'The hotkey needs a UID: go back to `register`.',
	'no-device':
		'Set the device to `auto`. `cuda` needs the CUDA libraries, and `webgpu` a graphics driver with Vulkan.',
	'no-public-address':
		'Enter the address validators can reach, and the external port if it is mapped.',
	'no-subnet-to-enter': 'Choose another subnet, at `subnet`.',
	'no-such-hotkey': 'Choose or create another hotkey, at `wallet`.',
	'no-such-subnet': 'Choose another subnet, at `subnet`.',
	'no-such-wallet': 'Choose or create another wallet, at `wallet`.',
	'needs-password': "Type the coldkey's password into its field.",
	'port-taken': 'Enter another port, leave it empty for any free port, or stop that program.',
	'price-above-cap': 'Raise the cap, or wait for the price to fall.',
	'sub-net-registration-disabled': 'Choose another subnet, at `subnet`.',
	'wrong-password':
		'Try again. If it is lost, the mnemonic restores the keys: restore them under another name, at `wallet`.',
};

/** Codes shared by several errors: used only if the error's own fix names a command. */
const sharedFixes: Fixes = {
	'bad-keyfile':
		'Check that it is the file you mean. Its mnemonic restores the key: restore it under another name, at `wallet`.',
	'bad-model': 'Choose another model, at `model`.',
	exists: 'Stop a running miner with `btop stop` in another terminal.',
	'miner-cut-off': '`btop stop` in another terminal ends it; then start it again here.',
	'miner-hung': 'If this machine is busy, wait; otherwise `btop stop` in another terminal ends it.',
	'miner-unreachable': 'See `btop logs` in another terminal.',
	'no-coldkey':
		'If you have its mnemonic, move that folder away and restore the wallet, at `wallet`.',
};

/** Codes whose meaning depends on the step; used like `sharedFixes`. */
const stepFixes: Readonly<Partial<Record<WalkthroughStep, Fixes>>> = {
	network: {
		usage: 'Choose `finney` with your own wallets; devnet wallets cannot be used there.',
	},
	wallet: {
		usage: 'Enter its file name: letters, digits, `-`, `_` and spaces.',
	},
	register: {
		failed:
			'Wait for a block before paying again; if the UID arrived, this step completes by itself.',
	},
	model: {
		'bad-model': 'Choose one from the list, or enter another path.',
		usage: 'Choose one from the list, or enter the path of your own.',
	},
	mine: {
		failed: 'If that cannot be fixed, start btop with another home.',
	},
};
