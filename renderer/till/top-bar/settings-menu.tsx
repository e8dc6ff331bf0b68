import Check from 'lucide-react/icons/check'
import MenuIcon from 'lucide-react/icons/menu'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useIntl } from 'react-intl'
import { useLanguage } from '../../i18n/language-context.ts'
import { isLanguage, languageList, languages } from '../../i18n/languages.ts'
import { readTheme, showTheme, type Theme, writeTheme } from '../../i18n/preferences.ts'
import { useSounds } from '../state/till-context.tsx'
import { BarButton } from './bar-button.tsx'
import { topBarMessages } from './messages.ts'

const themes = {
  system: topBarMessages.themeSystem,
  light: topBarMessages.themeLight,
  dark: topBarMessages.themeDark,
}
const themeList: readonly Theme[] = ['system', 'light', 'dark']

/** Language, appearance and sounds of this screen. */
export function SettingsMenu({ version }: { readonly version: string | null }) {
  const intl = useIntl()
  const { language, setLanguage } = useLanguage()
  const sounds = useSounds()
  const [theme, setTheme] = useState<Theme>(readTheme)
  const [soundsOn, setSoundsOn] = useState(sounds.isOn)

  const chooseTheme = (next: Theme): void => {
    writeTheme(next)
    showTheme(next)
    setTheme(next)
  }

  return (
    <MenuTrigger>
      <BarButton
        aria-label={intl.formatMessage(topBarMessages.menu)}
        icon={<MenuIcon aria-hidden="true" size={22} />}
      />
      <Popover
        placement="bottom end"
        className="appear max-h-[80vh] min-w-64 overflow-y-auto rounded-tile border border-line-strong bg-surface p-1.5 text-ink"
      >
        <Menu aria-label={intl.formatMessage(topBarMessages.menu)} className="outline-none">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => {
              const [chosen] = keys === 'all' ? [] : [...keys].map(String)
              if (isLanguage(chosen)) setLanguage(chosen)
            }}
          >
            <SectionName>{intl.formatMessage(topBarMessages.language)}</SectionName>
            {languageList.map((id) => (
              <Item key={id} id={id}>
                <span lang={id}>{languages[id].name}</span>
              </Item>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = themeList.find((id) => keys !== 'all' && keys.has(id))
              if (chosen !== undefined) chooseTheme(chosen)
            }}
          >
            <SectionName>{intl.formatMessage(topBarMessages.theme)}</SectionName>
            {themeList.map((id) => (
              <Item key={id} id={id}>
                {intl.formatMessage(themes[id])}
              </Item>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="multiple"
            selectedKeys={soundsOn ? ['sounds'] : []}
            onSelectionChange={(keys) => {
              const on = keys === 'all' || keys.has('sounds')
              sounds.setOn(on)
              setSoundsOn(on)
              if (on) sounds.play('scanned')
            }}
          >
            <SectionName>{intl.formatMessage(topBarMessages.sounds)}</SectionName>
            <Item id="sounds">{intl.formatMessage(topBarMessages.soundsOn)}</Item>
          </MenuSection>
        </Menu>
        {version !== null && (
          <p className="border-t border-line px-3 pt-2 pb-1 text-13 text-ink-3">
            {intl.formatMessage(topBarMessages.version, { version })}
          </p>
        )}
      </Popover>
    </MenuTrigger>
  )
}

const SectionName = ({ children }: { readonly children: string }) => (
  <Header className="px-3 pt-2 pb-1 text-13 font-medium text-ink-3">{children}</Header>
)

function Item({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <MenuItem
      id={id}
      textValue={id}
      className="flex min-h-12 items-center gap-3 rounded-control px-3 text-15 outline-none data-[focused]:bg-surface-2 data-[focus-visible]:outline-3 data-[focus-visible]:-outline-offset-3 data-[focus-visible]:outline-focus"
    >
      {({ isSelected }) => (
        <>
          <span className="w-5 text-accent">{isSelected && <Check aria-hidden="true" size={20} />}</span>
          {children}
        </>
      )}
    </MenuItem>
  )
}
