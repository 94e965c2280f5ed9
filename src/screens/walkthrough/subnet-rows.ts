import type {Row} from '../../ui/Table.tsx';
import type {Column} from '../../ui/table-layout.ts';
import {formatCount, formatDuration} from '../../ui/format.ts';
import type {Glyphs} from '../../ui/glyphs.ts';
import type {SubnetOutlook} from '../../steps/subnet-outlook.ts';
import {shortTao} from './amounts.ts';

/** By what the subnets are ordered; those that can be entered stand first in each. */
export type SubnetOrder = 'payback' | 'price' | 'pay' | 'netuid';

export const subnetOrders: readonly SubnetOrder[] = ['payback', 'price', 'pay', 'netuid'];

export const orderNames: Readonly<Record<SubnetOrder, string>> = {
	payback: 'soonest paid back first',
	price: 'cheapest first',
	pay: 'best paid first',
	netuid: 'by netuid',
};

export const subnetColumns: readonly Column[] = [
	{key: 'netuid', title: 'Netuid', align: 'right', priority: 9},
	{key: 'name', title: 'Name', width: 8, grow: 1, priority: 8},
	{key: 'task', title: 'Task', priority: 3},
	{key: 'entry', title: 'Entry TAO', align: 'right', priority: 7},
	{key: 'pay', title: 'TAO a day', align: 'right', priority: 6},
	{key: 'miners', title: 'Miners', align: 'right', priority: 2},
	{key: 'immunity', title: 'Immune', align: 'right', priority: 4},
	{key: 'free', title: 'Free', align: 'right', priority: 5},
];

/** Write a subnet as a row of the table. */
export function toSubnetRow(outlook: SubnetOutlook, glyphs: Glyphs): Row {
	const {subnet, obstacle, direction, dailyPay, freeUids, immunity} = outlook;
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
			pay: dailyPay === undefined ? glyphs.dash : shortTao(dailyPay, {isFixed: true}),
			miners: formatCount(miners),
			immunity: formatDuration(immunity),
			free: freeUids === 0 ? 'full' : formatCount(freeUids),
		},
	};
}

/** Put subnets in order. */
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

/** Get how long a miner of mean pay takes to earn the price of entry, in milliseconds; `undefined` if never, or not known. */
export function getPayback({
	subnet,
	dailyPay,
}: Pick<SubnetOutlook, 'subnet' | 'dailyPay'>): number | undefined {
	return dailyPay === undefined || dailyPay <= 0n
		? undefined
		: (Number(subnet.burn) / Number(dailyPay)) * day;
}

const day = 86_400_000;

const figures: Readonly<Record<SubnetOrder, (outlook: SubnetOutlook) => number>> = {
	payback: outlook => getPayback(outlook) ?? Infinity,
	price: ({subnet}) => Number(subnet.burn),
	pay: ({dailyPay = 0n}) => -Number(dailyPay),
	netuid: ({subnet}) => subnet.netuid,
};

/** Two that never pay back are alike. */
const compare = (one: number, other: number) => (one === other ? 0 : one - other);
