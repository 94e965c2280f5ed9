import {Box} from 'ink';
import {useMemo} from 'react';
import Line from '../../ui/Line.tsx';
import Table from '../../ui/Table.tsx';
import useLook from '../../ui/use-look.ts';
import type {SubnetOutlook} from '../../steps/subnet-outlook.ts';
import {orderNames, subnetColumns, toSubnetRow, type SubnetOrder} from './subnet-rows.ts';
import SubnetDetail from './SubnetDetail.tsx';

type Props = {
	/** In their order; `undefined` until they are read. */
	readonly subnets: readonly SubnetOutlook[] | undefined;
	readonly selected: number;
	readonly order: SubnetOrder;
	readonly network: string;
	readonly width: number;
	readonly height: number;
};

/** The subnets side by side, and more about the one that is marked. */
export default function SubnetView({subnets, selected, order, network, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const rows = useMemo(
		() => subnets?.map(outlook => toSubnetRow(outlook, glyphs)) ?? [],
		[subnets, glyphs],
	);
	if (subnets === undefined) {
		return (
			<Line text={`Reading the subnets of ${network}${glyphs.ellipsis}`} color={theme.muted} />
		);
	}

	const outlook = subnets[selected];
	const detail = detailRows(height);
	return (
		<Box flexDirection="column">
			<Line
				text={`Pay is the miners' mean ${glyphs.separator} ${orderNames[order]}`}
				color={theme.muted}
			/>
			<Table
				columns={subnetColumns}
				rows={rows}
				selected={selected}
				width={width}
				height={Math.min(height - detail - 1, rows.length + 2)}
				empty="There is no subnet here yet."
			/>
			{detail > 0 && outlook && <SubnetDetail outlook={outlook} width={width} height={detail} />}
		</Box>
	);
}

/** Rows for more about one subnet, the empty one above them among these; none where the table needs them all. */
function detailRows(height: number): number {
	if (height < 10) {
		return 0;
	}

	return height < 14 ? 4 : 7;
}
