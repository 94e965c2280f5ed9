import {useState} from 'react';
import type {Draft} from '../../../onboarding/walkthrough/state.ts';
import type {ListedWallet} from '../../../wallet/list.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Page, StepProps} from '../walkthrough-actions.ts';
import {toWalletChoices} from './wallet-choices.ts';
import WalletForm from './WalletForm.tsx';
import WalletList from './WalletList.tsx';
import WordsStep from './WordsStep.tsx';

const isWalletPage = (page: Page): page is 'new' | 'restore' | 'hotkey' =>
	['new', 'restore', 'hotkey'].includes(page);

/** The choice of the wallet that mines: an existing, new or restored one. */
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
			missing={facts.wallets && findMissing(draft, facts.wallets)}
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

/** Describe the keys that were named, by an option or last time, but do not exist. */
function findMissing(
	{way, wallet, hotkeyName}: Draft,
	wallets: readonly ListedWallet[],
): string | undefined {
	const found = wallets.find(({name}) => name === wallet);
	if (way !== 'existing' || found?.hotkeys.some(({name}) => name === hotkeyName) === true) {
		return undefined;
	}

	return found === undefined
		? `There is no wallet ${wallet} here.`
		: `The wallet ${wallet} has no hotkey ${hotkeyName}.`;
}
