import type {Row} from '../../../ui/draw/Table.tsx';
import type {Column} from '../../../ui/draw/table-layout.ts';
import {formatCount} from '../../../ui/draw/format.ts';
import {describeRoughly} from '../../../support/rough-duration.ts';
import {getPaybackDays} from '../../../monitor/payback.ts';
import type {Glyphs} from '../../../ui/terminal/glyphs.ts';
import type {SubnetOutlook} from '../../../onboarding/subnet-outlook.ts';
import {shortTao} from './amounts.ts';

/** How subnets are sorted; those that can be entered always come first. */
export type SubnetOrder = 'payback' | 'price' | 'pay' | 'netuid';

export const subnetOrders: readonly SubnetOrder[] = ['payback', 'price', 'pay', 'netuid'];

export const orderNames: Readonly<Record<SubnetOrder, string>> = {
	payback: 'fastest pay-back first',
	price: 'cheapest first',
	pay: 'best paid first',
	netuid: 'by netuid',
};

export const subnetColumns: readonly Column[] = [
	{key: 'netuid', title: 'Netuid', align: 'right', priority: 9},
	{key: 'name', title: 'Name', width: 17, grow: 1, priority: 8},
	{key: 'task', title: 'Task', priority: 3},
	{key: 'entry', title: 'Entry TAO', align: 'right', priority: 7},
	{key: 'pay', title: 'TAO/day', align: 'right', priority: 6},
	{key: 'miners', title: 'Miners', align: 'right', priority: 2},
	{key: 'immunity', title: 'Immune', align: 'right', priority: 4},
	{key: 'free', title: 'Free', align: 'right', priority: 5},
];

/** Format a subnet as a row of the table. */
export function toSubnetRow(outlook: SubnetOutlook, glyphs: Glyphs): Row {
	const {subnet, obstacle, direction, medianPay, freeUids, immunity} = outlook;
	const {netuid, name, task, burn, miners} = subnet;
	const sign = {up: glyphs.up, down: glyphs.down, level: glyphs.right}[direction ?? 'level'];
	return {
		id: String(netuid),
		disabled: obstacle,
		cells: {
			netuid: String(netuid),
			name,
			task: task ?? glyphs.dash,
			entry: `${shortTao(burn, {isFixed: true})} ${direction === undefined ? ' ' : sign}`,
			pay: medianPay === undefined ? glyphs.dash : shortTao(medianPay, {isFixed: true}),
			miners: formatCount(miners),
			immunity: describeRoughly(immunity),
			free: freeUids === 0 ? 'full' : formatCount(freeUids),
		},
	};
}

/** Sort subnets. */
export function orderSubnets(
	subnets: readonly SubnetOutlook[],
	order: SubnetOrder,
): readonly SubnetOutlook[] {
	const figure = figures[order];
	const sorted = subnets.toSorted((one, other) => compare(figure(one), figure(other)));
	return [
		...sorted.filter(({obstacle}) => obstacle === undefined),
		...sorted.filter(({obstacle}) => obstacle !== undefined),
	];
}

/** Get how long a miner with median pay takes to earn back the price, in milliseconds; `undefined` if never, or unknown. */
export function getPayback({
	subnet,
	medianPay,
}: Pick<SubnetOutlook, 'subnet' | 'medianPay'>): number | undefined {
	const days = getPaybackDays(subnet.burn, medianPay);
	return days === undefined ? undefined : days * day;
}

const day = 86_400_000;

const figures: Readonly<Record<SubnetOrder, (outlook: SubnetOutlook) => number>> = {
	payback: outlook => getPayback(outlook) ?? Infinity,
	price: ({subnet}) => Number(subnet.burn),
	pay: ({medianPay = 0n}) => -Number(medianPay),
	netuid: ({subnet}) => subnet.netuid,
};

/** Avoid `NaN` for two that never pay back. */
const compare = (one: number, other: number) => (one === other ? 0 : one - other);
