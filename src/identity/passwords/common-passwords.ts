/** Passwords and stems that guessers try first, here and in Latvia; in lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password passwords passw0rd parole parolite parole123 mana parole manaparole jauna parole jaunaparole slepena
  slepenaparole noslepums letmein letmeinplease welcome welcomeback changeme changemenow changeit default secret
  secretsecret topsecret admin administrator administrators administratorparole adminadmin adminpassword root rootroot
  toor guest user username test testtest testing tester demo sample example temp temporary qwerty qwertyui qwertyuiop
  qwerty123456 qwertyuiop123 asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r
  1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qweasdzxc abc abcabc abcdef abcdefgh abcdefghijkl abcd1234 abc123
  a1b2c3d4 a1b2c3d4e5f6 aaaaaa iloveyou iloveyouforever ilovelatvia loveyou princess sunshine monkey dragon football
  baseball basketball hockey hokejs futbols master mastermaster superman batman pokemon starwars trustno1 whatever
  freedom michael jennifer jessica ashley daniel charlie shadow hunter summer winter spring autumn vasara ziema
  pavasaris rudens computer internet office database server network samsung google microsoft windows facebook
  latvia latvija latvijaa latvija1991 riga manariga rigariga rigalatvija daugavpils liepaja jelgava jurmala ventspils
  gulbene valmiera cesis ogre tukums sigulda novads pasvaldiba pasvaldibas pilseta valsts valstspilseta dome
  macities macitiessalidzinot salidzinot salidzinajums saule saulite milestiba esmilutevi tevimilu milutevi kakis
  kakitis suns sunitis zakis zakitis lacis lacitis mamma tetis maijs1990 janis anna liga kristine peteris andris
  0123456789 01234567890 012345678901 123 1234 12345 123456 1234567 12345678 123456789 1234567890 12345678901
  123456789012 1234567890123 123123123123 121212121212 112233445566 987654321 9876543210 098765432109 147258369
  159753 111111 000000 666666 777777 112233 123321 654321 11112222333 password1 password12 password123 password1234
  correcthorsebatterystaple thisisapassword thisismypassword mypassword yourpassword newpassword oldpassword`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
