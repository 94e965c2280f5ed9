import {emptyDraft} from '../../../src/onboarding/walkthrough/draft.ts';
import type {
	Facts,
	WalkthroughState,
	WalkthroughStep,
} from '../../../src/onboarding/walkthrough/state.ts';
import type {SubnetOutlook} from '../../../src/onboarding/subnet-outlook.ts';
import type {PricedSubnet} from '../../../src/chain/subtensor/subnets.ts';
import type {ListedWallet} from '../../../src/wallet/list.ts';
import {catalogueModel} from '../models/catalogue-entry.ts';

/** Noon of a day, when the screens of the tests are looked at. */
export const now = Date.UTC(2026, 9, 1, 12);

export const coldkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
export const hotkey = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const stranger = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y';

/** The words of a test vector: they are nobody's. */
export const words = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

const titles: readonly WalkthroughStep[] = [
	'network',
	'wallet',
	'funds',
	'subnet',
	'register',
	'model',
	'mine',
];

const said: Readonly<Record<WalkthroughStep, string>> = {
	network: 'devnet at ws://127.0.0.1:41233, block 412; no real TAO',
	wallet: `rig: coldkey ${coldkey}, hotkey ${hotkey}`,
	funds: '1000 TAO from the faucet, in block 418',
	subnet: '3 digits (image): entry 0.882412345 TAO, 12 miners, 16 of 16 UIDs taken',
	register: 'UID 12 for 0.882412345 TAO (cap 0.926532962) and a fee of 0.000131, in block 431',
	model: 'image-base, 1650 KiB, scores 0.969 on questions it was not trained on',
	mine: 'process 4242 answers at 127.0.0.2:8091, onnx on cpu',
};

/** Make the state in which a step is shown, with those before it met. */
export function stateAt(
	shown: WalkthroughStep,
	{
		facts = {},
		draft = {},
		...changes
	}: Partial<Omit<WalkthroughState, 'draft'>> & {
		readonly draft?: Partial<WalkthroughState['draft']>;
	} = {},
): WalkthroughState {
	const reached = changes.isDone === true ? titles.length : titles.indexOf(shown);
	return {
		steps: titles.map((id, index) => ({
			id,
			title: id,
			isMet: index < reached,
			...(index < reached && {said: said[id]}),
		})),
		shown,
		work: {kind: 'idle'},
		draft: {...emptyDraft, wallet: 'rig', hotkeyName: 'one', way: 'existing', ...draft},
		facts: {...(reached > 0 && {network: devnet}), ...facts},
		isDone: false,
		...changes,
	};
}

export const devnet: Facts['network'] = {
	name: 'devnet',
	url: 'ws://127.0.0.1:41233',
	isReal: false,
};

export const finney: Facts['network'] = {
	name: 'finney',
	url: 'wss://entrypoint-finney.opentensor.ai:443',
	isReal: true,
};

const walletOf = (name: string, changes: Partial<ListedWallet> = {}): ListedWallet => ({
	name,
	path: `/home/ada/.bittensor/wallets/${name}`,
	coldkey,
	encrypted: true,
	unreadable: false,
	hotkeys: [],
	problems: [],
	...changes,
});

export const wallets: readonly ListedWallet[] = [
	walletOf('cold', {
		encrypted: undefined,
		hotkeys: [{name: 'default', ss58: hotkey, encrypted: false}],
	}),
	walletOf('old', {
		encrypted: false,
		hotkeys: [
			{name: 'locked', ss58: hotkey, encrypted: true},
			{name: 'torn', ss58: undefined, encrypted: false},
		],
		problems: ['The keyfile `/home/ada/.bittensor/wallets/old/hotkeys/torn` holds no key'],
	}),
	walletOf('rig', {
		hotkeys: [
			{name: 'one', ss58: hotkey, encrypted: false},
			{name: 'two', ss58: stranger, encrypted: false},
		],
	}),
];

export const subnetOf = (netuid: number, changes: Partial<PricedSubnet> = {}): PricedSubnet => ({
	netuid,
	name: `subnet-${netuid}`,
	symbol: 'α',
	identity: undefined,
	task: 'image',
	tempo: 360,
	burn: 882_412_345n,
	uids: 256,
	maxUids: 256,
	miners: 192,
	alphaPrice: 20_000_000n,
	immunityPeriod: 5000,
	registrationOpen: true,
	started: true,
	ownerHotkey: stranger,
	ownerColdkey: stranger,
	alphaEmission: 1_000_000_000n,
	withheld: 0,
	...changes,
});

const outlookOf = (subnet: PricedSubnet, changes: Partial<SubnetOutlook> = {}): SubnetOutlook => ({
	subnet,
	obstacle: undefined,
	hasModel: true,
	direction: 'down',
	sinceBlocks: 100,
	pay: {
		paid: 120,
		unpaid: 72,
		median: 800_000_000n,
		upperQuarter: 900_000_000n,
		best: 2_000_000_000n,
	},
	medianPay: 321_000_000n,
	freeUids: subnet.maxUids - subnet.uids,
	immunity: subnet.immunityPeriod * 12_000,
	...changes,
});

export const subnets: readonly SubnetOutlook[] = [
	outlookOf(subnetOf(1, {name: 'apex', burn: 12_400_000_000n, task: 'text'}), {
		obstacle: 'no model here serves text yet',
		direction: 'up',
		medianPay: 1_250_000_000n,
	}),
	outlookOf(subnetOf(2, {name: 'series', burn: 500_000n, task: 'data', uids: 40, miners: 31}), {
		direction: 'level',
		medianPay: 4_200_000n,
	}),
	outlookOf(
		subnetOf(3, {
			name: 'digits',
			withheld: 0.42,
			identity: {
				name: 'digits',
				description: 'Handwritten digits, read as well as you can.',
				url: 'https://digits.example',
				repository: '',
				discord: '',
				additional: '{"task":"image"}',
			},
		}),
	),
	outlookOf(subnetOf(4, {name: 'closed to all', registrationOpen: false}), {
		obstacle: 'registration is closed by its owner',
	}),
	outlookOf(subnetOf(64, {name: 'chutes', burn: 1_204_000_000_000n, task: undefined}), {
		obstacle: 'btop does not know its task',
		direction: undefined,
		medianPay: undefined,
	}),
];

export const digits: SubnetOutlook = subnets[2]!;

/** What is known where the hotkey could be registered. */
export const bill: Facts = {
	network: devnet,
	block: 123_456,
	coldkey,
	hotkey,
	isOpen: false,
	hasColdkey: true,
	balance: 5_200_000_000n,
	subnet: digits,
	prospect: {can: 'mine', task: 'image', model: 'image-base'},
	plan: {
		amount: 882_412_345n,
		fee: 131_000n,
		balance: 5_200_000_000n,
		balanceAfter: 4_317_456_655n,
		cap: 926_532_962n,
		isCapped: true,
		sending: {kind: 'shielded'},
	},
	eviction: {kind: 'evicts', uid: 12, hotkey: stranger, coldkey: stranger, emission: 2_100_000n},
	equal: {url: 'ws://127.0.0.1:41233', netuid: 3, hotkey, wallet: 'rig', hotkeyName: 'one'},
};

/** The command of `btcli` for that. */
export const equalCommand = `btcli call SubtensorModule.register_limit -n ws://127.0.0.1:41233 -w rig --args '{"netuid": 3, "hotkey": "${hotkey}", "limit_price": 926532962}'`;

export const models: NonNullable<Facts['models']> = [
	{
		...catalogueModel({
			name: 'image-base',
			parameters: 422_154,
			heldOutScore: 0.9685,
			description: 'The best for handwritten digits: two convolutions and 128 units.',
			trainedOn: 'the first 1200 digits of a set of digits',
		}),
		bytes: 1_689_457,
	},
	{
		...catalogueModel({
			name: 'image-tiny',
			parameters: 1930,
			heldOutScore: 0.661,
			description: 'Handwritten digits at a glance. Quick to run, and often wrong.',
			trainedOn: 'the first 1200 digits of a set of digits',
		}),
		bytes: 8158,
	},
];

export const disconnected: Facts['problem'] = {
	code: 'chain-unreachable',
	message: 'The connection to `wss://entrypoint-finney.opentensor.ai:443` is lost',
	fix: 'It is tried again by itself. If it lasts, look at your network.',
};
