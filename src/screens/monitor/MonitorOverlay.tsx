import Busy from '../../ui/draw/Busy.tsx';
import Confirm from '../../ui/input/Confirm.tsx';
import Help from '../../ui/input/Help.tsx';
import type {KeyGroup} from '../../ui/input/keys.ts';
import Notice from '../../ui/draw/Notice.tsx';
import Panel from '../../ui/draw/Panel.tsx';
import {insidePanel, type Size} from '../../ui/terminal/size.ts';
import type {Problem} from '../../rig/problem.ts';
import {fixOf} from '../walkthrough/fixes.ts';
import type {Failure, Task} from './monitor-store.ts';

/** Shown in place of the panels. */
export type Overlay =
	| {readonly kind: 'help'; readonly groups: readonly KeyGroup[]; readonly onClose: () => void}
	| {readonly kind: 'stop'; readonly named: string; readonly onAnswer: (isYes: boolean) => void}
	| {readonly kind: 'task'; readonly task: Task; readonly now: number}
	| ({readonly kind: 'failed'} & Failure);

type Props = {
	readonly overlay: Overlay;
	/** The size of the area below the header. */
	readonly size: Size;
	/** Whether it has keyboard focus. */
	readonly isActive: boolean;
};

const titles: Readonly<Record<Overlay['kind'], string>> = {
	help: 'keys',
	stop: 'stop mining',
	task: 'please wait',
	failed: 'failed',
};

/** Help, a question, a task in progress, or a failure. */
export default function MonitorOverlay({overlay, size, isActive}: Props) {
	return (
		<Panel isFocused title={titles[overlay.kind]} width={size.columns} height={size.rows}>
			<Inside overlay={overlay} size={insidePanel(size)} isActive={isActive} />
		</Panel>
	);
}

/** Get a fix that mentions no options: a miner's choices are changed in the walk-through. */
function fixHere(problem: Problem): string | undefined {
	const fix = fixOf(problem, 'mine');
	return fix === problem.fix
		? fix
		: `${fix ?? ''} To do that, press q: btop resumes at that step.`.trim();
}

function Inside({overlay, size, isActive}: Props) {
	switch (overlay.kind) {
		case 'help': {
			const {groups, onClose} = overlay;
			return (
				<Help
					groups={groups}
					width={size.columns}
					height={size.rows}
					isActive={isActive}
					onClose={onClose}
				/>
			);
		}

		case 'stop': {
			return (
				<Confirm
					question={`Stop the ${overlay.named}?`}
					detail="Validators get no answers until it runs again, and score that as 0. To keep it mining, answer no and press q."
					yes="Stop it"
					no="Keep mining"
					isActive={isActive}
					onAnswer={overlay.onAnswer}
				/>
			);
		}

		case 'task': {
			const {task, now} = overlay;
			return <Busy what={task.what} elapsed={now - task.since} leave="leaves; mining continues" />;
		}

		case 'failed': {
			const {what, problem} = overlay;
			return <Notice kind="bad" message={`${what}. ${problem.message}`} fix={fixHere(problem)} />;
		}
	}
}
