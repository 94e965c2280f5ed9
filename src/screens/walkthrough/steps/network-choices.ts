import type {Choice} from '../../../ui/input/ChoicesView.tsx';

export type NetworkId = 'devnet' | 'finney' | 'test' | 'local' | 'address';

export type NetworkChoice = Choice & {
	readonly id: NetworkId;
	/** A description in a few sentences. */
	readonly about: string;
};

export const networkChoices: readonly NetworkChoice[] = [
	{
		id: 'devnet',
		label: 'devnet',
		detail: 'embedded, starts here, no real TAO',
		about:
			'A whole chain on this machine, with subnets, validators and rival miners. A faucet pays, nothing leaves the machine. Rehearse here first.',
	},
	{
		id: 'finney',
		label: 'finney',
		detail: 'the real network, real TAO',
		about:
			'Bittensor itself. Registration costs real TAO, and the UID can be lost to eviction. Nothing is paid before the step that says so, and never more than the cap shown there.',
	},
	{
		id: 'test',
		label: 'test',
		detail: 'the public test network, no real TAO',
		about:
			'The network everybody tests on. Validators come and go. Its TAO is worthless; ask for some, for example in Bittensor’s Discord.',
	},
	{
		id: 'local',
		label: 'local',
		detail: 'a node at ws://127.0.0.1:9944',
		about: "A node already running on this machine, such as a developer's.",
	},
	{
		id: 'address',
		label: 'other node',
		detail: 'any node, by its address',
		about: 'Any Subtensor node reachable by WebSocket.',
	},
];
