import {Box} from 'ink';
import {useMemo} from 'react';
import Line from '../../../ui/draw/Line.tsx';
import Table from '../../../ui/draw/Table.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {SubnetOutlook} from '../../../onboarding/subnet-outlook.ts';
import {orderNames, subnetColumns, toSubnetRow, type SubnetOrder} from './subnet-rows.ts';
import SubnetDetail from './SubnetDetail.tsx';

type Props = {
	/** Sorted; `undefined` until they are read. */
	readonly subnets: readonly SubnetOutlook[] | undefined;
	readonly selected: number;
	readonly order: SubnetOrder;
	readonly network: string;
	readonly width: number;
	readonly height: number;
};

/** A table of the subnets, with details of the selected one. */
export default function SubnetView({subnets, selected, order, network, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const rows = useMemo(
		() => subnets?.map(outlook => toSubnetRow(outlook, glyphs)) ?? [],
		[subnets, glyphs],
	);
	if (subnets === undefined) {
		return <Line text={`Loading subnets of ${network}${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const outlook = subnets[selected];
	const detail = detailRows(height);
	return (
		<Box flexDirection="column">
			<Line
				text={`Pay is the miners' median ${glyphs.separator} ${orderNames[order]}`}
				color={theme.muted}
			/>
			<Table
				columns={subnetColumns}
				rows={rows}
				selected={selected}
				width={width}
				height={Math.min(height - detail - 1, rows.length + 2)}
				empty="No subnets here yet."
			/>
			{detail > 0 && outlook && <SubnetDetail outlook={outlook} width={width} height={detail} />}
		</Box>
	);
}

/** Get the rows for a subnet's details, including the empty one above; 0 if the table needs all rows. */
function detailRows(height: number): number {
	if (height < 10) {
		return 0;
	}

	return height < 14 ? 4 : 7;
}
