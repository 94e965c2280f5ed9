import {Box} from 'ink';
import Footer from '../../ui/input/Footer.tsx';
import Frame from '../../ui/draw/Frame.tsx';
import Help, {helpKeys} from '../../ui/input/Help.tsx';
import Line from '../../ui/draw/Line.tsx';
import Panel from '../../ui/draw/Panel.tsx';
import {drawnSize, hasRoom, insideFrame, insidePanel, type Size} from '../../ui/terminal/size.ts';
import type {WalkthroughState} from '../../onboarding/walkthrough/state.ts';
import useLook from '../../ui/terminal/use-look.ts';
import {shortenAddresses} from './addresses.ts';
import type {FormItem} from './form/form-items.ts';
import Header from './Header.tsx';
import {layOut} from './layout.ts';
import {countRows, statusOf} from './status.ts';
import StatusView from './StatusView.tsx';
import StepperColumn from './StepperColumn.tsx';
import StepperLine from './StepperLine.tsx';
import StepView from './StepView.tsx';
import type {Page, WalkthroughActions} from './walkthrough-actions.ts';
import {isStepActive, keysOf} from './walkthrough-keys.ts';

export type WalkthroughViewProps = {
	readonly state: WalkthroughState;
	readonly actions: WalkthroughActions;
	readonly page: Page;
	/** Whether the words of a new key are being asked for, rather than shown. */
	readonly isChecking: boolean;
	/** The kind of form row that has keyboard focus, if a form is shown. */
	readonly focused: FormItem['kind'];
	/** Whether there is a monitor to go back to. @default false */
	readonly hasMonitor?: boolean;
	readonly isHelpShown: boolean;
	/** Why the pressed key is disabled; shown in place of the keys. */
	readonly refusal?: string;
	readonly onHelpClose: () => void;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	/** When the block that the figures come from was first seen. */
	readonly blockSeenAt: number;
	readonly size: Size;
	readonly version: string;
};

/** The steps that show chain figures, along with their block. */
const readsBlocks = new Set(['funds', 'subnet', 'register']);

/** The walk-through from nothing to a running miner: all steps, and the current one. */
export default function WalkthroughView(props: WalkthroughViewProps) {
	const {state, actions, page, isChecking, focused, isHelpShown, onHelpClose} = props;
	const {hasMonitor = false, refusal, now, blockSeenAt, size, version} = props;
	const {theme, glyphs} = useLook();
	const {steps, shown, work, facts} = state;
	const {groups} = keysOf({state, page, isChecking, focused, hasMonitor});
	const body = insideFrame(drawnSize(size));
	const isSeen = hasRoom(size);
	const {column, isFramed, isNarrow, step} = layOut(body);
	const inside = isFramed ? insidePanel(step) : {...step, columns: step.columns - 2};
	// An address is validated when it is submitted, not on each keystroke.
	const status = statusOf(work, {
		problem: shown === 'network' ? undefined : facts.problem,
		said: shortenAddresses(saidLast(state, {isListed: column > 0, isFramed}), glyphs.ellipsis),
		step: shown,
		isDevnet: facts.network?.name === 'devnet',
		width: inside.columns,
	});
	const content = (
		<Box flexDirection="column" width={inside.columns} height={inside.rows} flexShrink={0}>
			<Box flexDirection="column" flexShrink={1} overflow="hidden">
				<StepView
					state={state}
					actions={actions}
					page={page}
					isChecking={isChecking}
					now={now}
					width={inside.columns}
					height={inside.rows - countRows(status)}
					isActive={isSeen && !isHelpShown && (isStepActive({work, page}) || work.kind === 'words')}
				/>
			</Box>
			<StatusView status={status} now={now} width={inside.columns} />
		</Box>
	);
	const place = `step ${steps.findIndex(({id}) => id === shown) + 1} of ${steps.length}`;
	return (
		<Frame
			size={size}
			header={
				<Header
					version={version}
					network={facts.network}
					block={readsBlocks.has(shown) ? facts.block : undefined}
					blockAge={now - blockSeenAt}
					width={size.columns}
				/>
			}
			footer={
				<Box paddingLeft={1}>
					{refusal === undefined ? (
						<Footer
							keys={isHelpShown ? helpKeys : groups.flatMap(({keys}) => keys)}
							width={size.columns - 2}
						/>
					) : (
						<Line text={refusal} color={theme.warn} />
					)}
				</Box>
			}
		>
			{isHelpShown && (
				<Panel title="Keys" width={body.columns} height={body.rows}>
					<Help
						groups={groups}
						width={body.columns - 4}
						height={body.rows - 2}
						isActive={isSeen}
						onClose={onHelpClose}
					/>
				</Panel>
			)}
			{/* Stays mounted behind the help, along with anything typed. */}
			<Box display={isHelpShown ? 'none' : 'flex'} flexDirection={column === 0 ? 'column' : 'row'}>
				{column === 0 ? (
					<StepperLine steps={steps} shown={shown} work={work} isNarrow={isNarrow} />
				) : (
					<StepperColumn
						steps={steps}
						shown={shown}
						work={work}
						width={column}
						height={body.rows}
					/>
				)}
				{/* The same element with and without a border, so that input survives a resize. */}
				<Panel
					title={titleOf(state)}
					note={place}
					width={step.columns}
					height={step.rows}
					isBare={!isFramed}
				>
					{content}
				</Panel>
			</Box>
		</Frame>
	);
}

/** Get the shown step's result. The payment is also reported on the next step, unless a list of all steps shows it; other steps have no room to spare. */
function saidLast(
	{steps, shown}: WalkthroughState,
	{isListed, isFramed}: {readonly isListed: boolean; readonly isFramed: boolean},
): string {
	const step = steps.find(({id}) => id === shown);
	const isAfterPaying = shown === 'model' && step?.isMet === false && !isListed && isFramed;
	const told = isAfterPaying ? steps.find(({id}) => id === 'register') : step;
	return told?.said === undefined ? '' : `${told.title}: ${told.said}`;
}

function titleOf({steps, shown}: WalkthroughState): string {
	const title = steps.find(({id}) => id === shown)?.title ?? shown;
	return title[0]!.toUpperCase() + title.slice(1);
}
