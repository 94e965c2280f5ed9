import type {Problem} from '../../steps/problem.ts';
import type {WalkthroughStep} from '../../steps/walkthrough/state.ts';

/** What to do, by the code of an error. */
type Fixes = Readonly<Record<string, string>>;

/**
Say what to do about a problem at a step, on a screen where no option can be given: by its fields and steps. What an error says itself is kept where it names no command.
*/
export function fixOf(
	{code, fix}: Pick<Problem, 'code' | 'fix'>,
	step: WalkthroughStep,
	{isDevnet = false}: {readonly isDevnet?: boolean} = {},
): string | undefined {
	if (isDevnet && code === 'chain-unreachable') {
		return 'If the devnet has ended, go back to the step `network` and take `devnet` again: its chain goes on where it was.';
	}

	if (Object.hasOwn(fixes, code)) {
		return fixes[code];
	}

	return fix === undefined || !namesCommand(fix) ? fix : {...sharedFixes, ...stepFixes[step]}[code];
}

const namesCommand = (text: string) => /`(?:--|btop |BT_)/v.test(text);

/** For codes that mean one thing. */
const fixes: Fixes = {
	'already-mining':
		'Set back what differs, and that miner stays as it is; or end it first, with `btop stop` in another terminal.',
	'bad-state': 'Stop the other chain, or start btop with another home.',
	'cannot-listen': 'Write a port above 1023, or none for a free one.',
	'engine-failed':
		'See whether memory runs out, and choose another model, or turn the device to `cpu`.',
	'hot-key-not-registered-in-sub-net': 'The hotkey needs a UID: go back to the step `register`.',
	'no-device':
		'Turn the device to `auto`. `cuda` needs the CUDA libraries, and `webgpu` a graphics driver with Vulkan.',
	'no-public-address':
		'Write the one that validators reach it by, and the external port too if it is mapped.',
	'no-subnet-to-enter': 'Choose another subnet, in the step `subnet`.',
	'no-such-hotkey': 'Choose another hotkey, or make one, in the step `wallet`.',
	'no-such-subnet': 'Choose another subnet, in the step `subnet`.',
	'no-such-wallet': 'Choose another wallet, or make one, in the step `wallet`.',
	'needs-password': 'Type the password of the coldkey into its field.',
	'port-taken': 'Write another port, or none for a free one; or end that program.',
	'price-above-cap': 'Raise the cap, or wait until the price has fallen.',
	'sub-net-registration-disabled': 'Choose another subnet, in the step `subnet`.',
	'wrong-password':
		'Type it again. If it is lost, the words give the keys back: restore them under another name, in the step `wallet`.',
};

/** For codes that several errors share: they stand in the place of a fix that names a command. */
const sharedFixes: Fixes = {
	'bad-keyfile':
		'See whether it is the file that you mean. Its words give the key back: restore them under another name, in the step `wallet`.',
	'bad-model': 'Choose another model, in the step `model`.',
	exists: 'A miner that runs is ended by `btop stop`, in another terminal.',
	'miner-hung':
		'Wait, if this machine is busy; if it stays so, `btop stop` in another terminal ends it.',
	'miner-unreachable': 'See its last words with `btop logs`, in another terminal.',
	'no-coldkey':
		'If you have its words, move that folder away and restore the wallet, in the step `wallet`.',
};

/** The same for codes whose meaning the step tells. */
const stepFixes: Readonly<Partial<Record<WalkthroughStep, Fixes>>> = {
	network: {
		usage: 'Choose `finney`, with wallets of your own: those of the devnet stay off it.',
	},
	wallet: {
		usage: 'Give the name of its file, of letters, digits, `-`, `_` and spaces.',
	},
	register: {
		failed: 'Wait for a block before you pay again: this goes on by itself if the UID is there.',
	},
	model: {
		'bad-model': 'Choose one from the list, or write another path.',
		usage: 'Choose one from the list, or a file of your own that ends in `.onnx`.',
	},
	mine: {
		failed: 'If that cannot be mended, start btop with another home.',
	},
};
