import type {SubnetView} from '../../../miner/observe/subnet/subnet-view.ts';
import {getBurnCurve} from '../../../monitor/burn-forecast.ts';
import {formatDuration} from '../../../ui/draw/format.ts';
import Graph from '../../../ui/draw/Graph.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import {samplesPerCell} from './columns.ts';

type Props = {
	readonly subnet: SubnetView;
	readonly width: number;
	readonly height: number;
};

/** How far ahead the price is drawn. */
const halfLives = 3;

/** The price of registering as it decays from now on, if nobody registers. */
export default function PriceCurve({subnet, width, height}: Props) {
	const {terminal} = useLook();
	const {burn, burnRules, blockTimeMs} = subnet;
	if (burn === undefined || burnRules?.kind !== 'continuous' || burnRules.halfLife === 0) {
		return null;
	}

	const blocks = burnRules.halfLife * halfLives;
	const curve = getBurnCurve(burn, burnRules, {
		blocks,
		points: width * samplesPerCell(terminal.glyphs),
	});
	return (
		<Graph
			values={curve.map(Number)}
			max={Number(burn)}
			width={width}
			height={height}
			label={`price, ${formatDuration(blocks * blockTimeMs)} ahead`}
			colors="gold"
		/>
	);
}
