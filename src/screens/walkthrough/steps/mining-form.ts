import {isIP} from 'node:net';
import type {Draft, Facts} from '../../../onboarding/walkthrough/state.ts';
import type {FieldItem, FormItem} from '../form/form-items.ts';

export type MiningFormOptions = {
	readonly draft: Draft;
	readonly facts: Facts;
	readonly onEdit: (changes: Partial<Draft>) => void;
	readonly onStart: () => void;
};

const devices: ReadonlyArray<Draft['device']> = ['auto', 'cpu', 'cuda', 'webgpu'];

/** List the miner's options, and the action that starts it. If others must reach the miner, its address comes first. */
export function miningItems({
	draft,
	facts,
	onEdit,
	onStart,
}: MiningFormOptions): readonly FormItem[] {
	const isReal = facts.network?.isReal ?? true;
	const external: readonly FieldItem[] = [
		{
			kind: 'field',
			id: 'external-ip',
			label: 'External IP',
			value: draft.externalIp,
			placeholder: "default: this machine's address",
			onChange(externalIp) {
				onEdit({externalIp});
			},
		},
		{
			kind: 'field',
			id: 'external-port',
			label: 'External port',
			value: draft.externalPort,
			placeholder: 'only if the port is mapped',
			onChange(externalPort) {
				onEdit({externalPort});
			},
		},
	];
	const own: readonly FormItem[] = [
		{
			kind: 'field',
			id: 'port',
			label: 'Port',
			value: draft.port,
			placeholder: 'default: any free port',
			onChange(port) {
				onEdit({port});
			},
		},
		{
			kind: 'option',
			id: 'device',
			label: 'Device',
			value: draft.device,
			onTurn(step) {
				const place = devices.indexOf(draft.device) + step;
				onEdit({device: devices[(place + devices.length) % devices.length]});
			},
		},
	];
	return [
		...(isReal ? [...external, ...own] : [...own.toReversed(), ...external]),
		{
			kind: 'action',
			id: 'start',
			label: 'Start mining',
			disabled: whyNotStart(facts, draft),
			onPick: onStart,
		},
	];
}

function whyNotStart(
	{address, problem}: Facts,
	{port, externalIp, externalPort}: Draft,
): string | undefined {
	if ([port, externalPort].some(text => !isPort(text))) {
		return 'a port is a number from 1 to 65535';
	}

	if (externalIp.trim() !== '' && isIP(externalIp.trim()) === 0) {
		return 'the external IP is not an IP address';
	}

	if (address !== undefined) {
		return undefined;
	}

	return problem === undefined
		? 'reading its address'
		: 'the address to announce is unknown, see below';
}

const isPort = (text: string) =>
	text.trim() === '' ||
	(/^\d{1,5}$/v.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535);
