import type {Choice} from '../../ui/ChoicesView.tsx';

export type NetworkId = 'devnet' | 'finney' | 'test' | 'local' | 'address';

export type NetworkChoice = Choice & {
	readonly id: NetworkId;
	/** What it is, in a few sentences. */
	readonly about: string;
};

export const networkChoices: readonly NetworkChoice[] = [
	{
		id: 'devnet',
		label: 'devnet',
		detail: 'embedded, starts here, no real TAO',
		about:
			'A whole chain on this machine, with subnets, validators and rivals. A faucet pays for everything, and nothing leaves the machine. Rehearse everything here first.',
	},
	{
		id: 'finney',
		label: 'finney',
		detail: 'the real network, real TAO',
		about:
			'Bittensor itself. Entry costs real TAO and may be lost again to eviction. Nothing is paid before the step that says so, and never more than the cap that you see there.',
	},
	{
		id: 'test',
		label: 'test',
		detail: 'the public test network, no real TAO',
		about:
			'The network that others test on too. Validators may come and go. Its TAO is worth nothing, and has to be asked for, in Bittensor’s Discord for example.',
	},
	{
		id: 'local',
		label: 'local',
		detail: 'a node at ws://127.0.0.1:9944',
		about: 'A node that runs on this machine already, such as one of a developer.',
	},
	{
		id: 'address',
		label: 'own address',
		detail: 'a node of yours, by its address',
		about: 'Any node that speaks the WebSocket protocol of a Subtensor chain.',
	},
];
