import Busy from '../../ui/Busy.tsx';
import Confirm from '../../ui/Confirm.tsx';
import Help from '../../ui/Help.tsx';
import type {KeyGroup} from '../../ui/keys.ts';
import Notice from '../../ui/Notice.tsx';
import Panel from '../../ui/Panel.tsx';
import {insidePanel, type Size} from '../../ui/size.ts';
import type {Problem} from '../../steps/problem.ts';
import {fixOf} from '../walkthrough/fixes.ts';
import type {Task} from './use-task.ts';

/** What was to be done, and why it could not be. */
export type Failure = {
	/** As a sentence without its end. */
	readonly what: string;
	readonly problem: Problem;
};

/** What stands in the place of the panels. */
export type Overlay =
	| {readonly kind: 'help'; readonly groups: readonly KeyGroup[]; readonly onClose: () => void}
	| {readonly kind: 'stop'; readonly named: string; readonly onAnswer: (isYes: boolean) => void}
	| {readonly kind: 'task'; readonly task: Task; readonly now: number}
	| ({readonly kind: 'failed'} & Failure);

type Props = {
	readonly overlay: Overlay;
	/** Of the room below the header. */
	readonly size: Size;
	/** Whether it has the keyboard. */
	readonly isActive: boolean;
};

const titles: Readonly<Record<Overlay['kind'], string>> = {
	help: 'keys',
	stop: 'stop mining',
	task: 'please wait',
	failed: 'not done',
};

/** Keys, a question, work that is waited for, or why it failed. */
export default function MonitorOverlay({overlay, size, isActive}: Props) {
	return (
		<Panel isFocused title={titles[overlay.kind]} width={size.columns} height={size.rows}>
			<Inside overlay={overlay} size={insidePanel(size)} isActive={isActive} />
		</Panel>
	);
}

/** Say what to do without options: what was decided for a miner is changed in the walk-through. */
function fixHere(problem: Problem): string | undefined {
	const fix = fixOf(problem, 'mine');
	return fix === problem.fix
		? fix
		: `${fix ?? ''} For that, leave with q: btop leads to that step.`.trim();
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
					detail="Nobody is answered until it is started again, and validators score that as 0. To leave it at work, say no and press q."
					yes="Stop it"
					no="Let it go on"
					isActive={isActive}
					onAnswer={overlay.onAnswer}
				/>
			);
		}

		case 'task': {
			const {task, now} = overlay;
			return <Busy what={task.what} elapsed={now - task.since} leave="leaves; it goes on" />;
		}

		case 'failed': {
			const {what, problem} = overlay;
			return <Notice kind="bad" message={`${what}. ${problem.message}`} fix={fixHere(problem)} />;
		}
	}
}
