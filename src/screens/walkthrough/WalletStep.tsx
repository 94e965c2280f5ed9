import {useState} from 'react';
import type {Draft} from '../../steps/walkthrough/state.ts';
import useLook from '../../ui/use-look.ts';
import type {Page, StepProps} from './walkthrough-actions.ts';
import {toWalletChoices} from './wallet-choices.ts';
import WalletForm from './WalletForm.tsx';
import WalletList from './WalletList.tsx';
import WordsStep from './WordsStep.tsx';

const isWalletPage = (page: Page): page is 'new' | 'restore' | 'hotkey' =>
	['new', 'restore', 'hotkey'].includes(page);

/** Whose wallet mines: one that was found, a new one, or one that its words give back. */
export default function WalletStep(props: StepProps) {
	const {state, actions, page, isChecking, width, height, isActive} = props;
	const {draft, facts, work} = state;
	const {glyphs} = useLook();
	const [suggested, setSuggested] = useState<Partial<Draft>>(draft);
	const [lookedAt, setLookedAt] = useState<string>();
	const [password, setPassword] = useState('');
	const [again, setAgain] = useState('');
	const [mnemonic, setMnemonic] = useState('');
	if (work.kind === 'words') {
		return (
			<WordsStep
				words={work.words}
				restores={work.restores}
				isChecking={isChecking}
				width={width}
				isActive={isActive}
				onFocus={actions.focus}
				onCheck={actions.check}
				onConfirm={actions.confirmWords}
			/>
		);
	}

	if (isWalletPage(page)) {
		return (
			<WalletForm
				key={page}
				kind={page}
				draft={draft}
				suggested={suggested}
				wallets={facts.wallets ?? []}
				isReal={facts.network?.isReal ?? true}
				password={password}
				again={again}
				mnemonic={mnemonic}
				width={width}
				isActive={isActive}
				onFocus={actions.focus}
				onEdit={actions.edit}
				onPassword={setPassword}
				onAgain={setAgain}
				onMnemonic={setMnemonic}
				onMake={() => {
					actions.edit({wallet: draft.wallet.trim(), hotkeyName: draft.hotkeyName.trim()});
					actions.perform({
						password,
						...(page === 'restore' && {mnemonic}),
					});
				}}
			/>
		);
	}

	const choices = facts.wallets && toWalletChoices(facts.wallets, glyphs.ellipsis);
	return (
		<WalletList
			choices={choices}
			initial={`use ${draft.wallet}/${draft.hotkeyName}`}
			lookedAt={lookedAt}
			width={width}
			height={height}
			isActive={isActive}
			onLook={setLookedAt}
			onPick={({draft: decided, page: next}) => {
				setSuggested({...suggested, ...decided});
				actions.edit(decided);
				if (next === undefined) {
					actions.perform();
				} else {
					actions.turnTo(next);
				}
			}}
		/>
	);
}
