import { dictionary } from '../dictionary.ts';

export const methodology = dictionary(
  'methodology',
  {
    title: 'Metode',
    lead: 'Kā skaitļi tiek vākti, pārbaudīti un salīdzināti. Katrai vērtībai ir poga, kas parāda tās aprēķinu.',
    collect: 'Kā dati tiek vākti',
    collect1:
      'Pašvaldības reizi gadā aizpilda veidlapu: par atbalstu sociālajiem uzņēmumiem, sociālo pakalpojumu izmaksām un sociālo darbinieku noslodzi. Izpilddirektors datus apstiprina, Latvijas Pašvaldību savienība tos pārskata un publicē kā izdevumu.',
    collect2:
      'Publicēts izdevums vairs nemainās. Ja kāda vērtība tiek labota, iznāk jauns izdevums, un labojumu saraksts rāda veco un jauno vērtību un iemeslu.',
    missing: 'Trūkstošas vērtības',
    missing1: 'Trūkstoša vērtība nekad nav nulle. Tās vietā ir viens no iemesliem:',
    missingNotApplicable: 'neattiecas: pašvaldībā šāda pakalpojuma vai lieluma nav',
    missingNotCollected: 'netiek vākts: pašvaldība šos datus neuzskaita',
    missingNotProvided: 'nav iesniegts: dati ir, bet nav iesniegti',
    missingConfidential: 'nav publicējams: no vērtības varētu atpazīt atsevišķus cilvēkus',
    compare: 'Ar ko salīdzina',
    compare1:
      'Ar visām pašvaldībām, ar valstspilsētām vai novadiem, ar plānošanas reģionu, ar līdzīgu iedzīvotāju skaitu vai ar septiņām līdzīgākajām pašvaldībām. Līdzīgākās nosaka pēc iedzīvotāju skaita, blīvuma un citiem rādītājiem, kas ir nosaukti pie salīdzinājuma.',
    words: 'Ko nozīmē vārdi',
    wordsBetter: 'labāk vai sliktāk: vērtība ir par vairāk nekā 5 % labāka vai sliktāka par mediānu',
    wordsSimilar: 'līdzīgi: vērtība no mediānas atšķiras ne vairāk kā par 5 %',
    wordsHigher: 'augstāk vai zemāk: rādītājam nav laba un slikta gala; tā ir arī visām izmaksām',
    wordsMedian: 'mediāna: puse pašvaldību ir virs tās un puse zem tās',
    rank: 'Vietas',
    rank1:
      'Pirmā vieta ir labākā. Vienādas vērtības dala labāko vietu. Pie vietas vienmēr ir norādīts salīdzināto pašvaldību skaits. Vietu nosaka pēc nenoapaļotām vērtībām; pašvaldības bez vērtības netiek skaitītas.',
    quarter:
      'Ceturtdaļas nosaka pēc vietas, ja ir vismaz četras vērtības. Procentile ir to pārējo pašvaldību daļa, kurām veicas sliktāk.',
    costs: 'Izmaksas',
    costs1:
      'Izmaksas vienas pašas nav ne labas, ne sliktas. Zemas izmaksas var nozīmēt gan taupīgumu, gan mazāk pakalpojuma. Tāpēc tās ir violetas un bez vērtējuma, un tās jāskata kopā ar apjomu, noslogojumu un pārklājumu.',
    trend: 'Pārmaiņas laikā',
    trend1:
      'Tendenci nosaka pēc visiem gadiem līdz izvēlētajam; ja gadu ir par maz, tā arī ir teikts. 2021. gada teritoriālā reforma ir atzīmēta kā pārrāvums.',
    index: 'Atbalsta indekss',
    index1:
      'Indekss ir no 0 līdz 100 un sastāv no četrām daļām: pārvaldība (20), vieglā sadarbība (20), piekļuve tirgum (30) un resursi (30). Tas mēra pūles un gatavību, nevis rezultātus. To rāda četrās joslās, jo vieta joslas iekšienē nav droša.',
    small: 'Mazi skaitļi un datu aizsardzība',
    small1:
      'Ja vērtība attiecas uz dažiem cilvēkiem, to nerāda, un nerāda arī citas vērtības, no kurām to varētu aprēķināt. Grupas mediānu un kvartiles rāda, ja ir vismaz četras vērtības, mazāko un lielāko, ja ir vismaz piecas.',
    sources: 'No kā metode ņemta',
    sources1:
      'OECD un JRC rokasgrāmata par salikto rādītāju veidošanu (2008), Apvienotās Karalistes sabiedrības veselības rādītāju metodes, Norvēģijas KOSTRA grupas un Hyndman un Fan kvantiļu definīcijas (1996). Salīdzinošā vērtēšana pašvaldībās ir mācīšanās, nevis sacensība.',
  },
  {
    title: 'Method',
    lead: 'How figures are collected, checked and compared. Every value has a button that shows its computation.',
    collect: 'How data are collected',
    collect1:
      'Once a year municipalities fill in a form: about support to social enterprises, the cost of social services and the workload of social workers. The executive director approves the data, the Latvian Association of Local and Regional Governments reviews them and publishes them as an edition.',
    collect2:
      'A published edition never changes. When a value is revised, a new edition appears, and the list of revisions shows the old value, the new one and the reason.',
    missing: 'Missing values',
    missing1: 'A missing value is never zero. In its place stands one of these reasons:',
    missingNotApplicable: 'not applicable: the municipality has no such service or quantity',
    missingNotCollected: 'not collected: the municipality keeps no record of it',
    missingNotProvided: 'not provided: there are data, but they were not submitted',
    missingConfidential: 'not publishable: single persons could be recognised from the value',
    compare: 'What is compared with what',
    compare1:
      'With all municipalities, with state cities or counties, with the planning region, with those of similar population, or with the seven most similar municipalities. The most similar ones are found by population, density and other variables that are named beside the comparison.',
    words: 'What the words mean',
    wordsBetter: 'better or worse: the value is more than 5% better or worse than the median',
    wordsSimilar: 'similar: the value differs from the median by no more than 5%',
    wordsHigher: 'higher or lower: the indicator has no good and bad end; so it is with all costs',
    wordsMedian: 'median: half of the municipalities are above it and half below',
    rank: 'Ranks',
    rank1:
      'The first rank is the best. Equal values share the best rank. A rank always comes with the number of municipalities ranked. Ranks follow unrounded values; municipalities without a value are not counted.',
    quarter:
      'Quarters follow the rank where there are at least four values. The percentile is the share of the other municipalities that do worse.',
    costs: 'Costs',
    costs1:
      'Costs alone are neither good nor bad. Low costs may mean thrift, or less of the service. Therefore they are violet and not judged, and are to be read together with volume, occupancy and coverage.',
    trend: 'Change over time',
    trend1:
      'A trend is found from all years up to the one chosen; where there are too few years, that is said. The territorial reform of 2021 is marked as a break.',
    index: 'Support index',
    index1:
      'The index runs from 0 to 100 and has four parts: governance (20), light cooperation (20), market access (30) and resources (30). It measures effort and readiness, not results. It is shown in four bands, because a place within a band is not certain.',
    small: 'Small numbers and data protection',
    small1:
      'Where a value is about a few persons it is not shown, nor are other values from which it could be computed. The median and quartiles of a group are shown from four values on, the smallest and largest from five.',
    sources: 'Where the method comes from',
    sources1:
      'The OECD and JRC handbook on constructing composite indicators (2008), the methods of public health indicators of the United Kingdom, the Norwegian KOSTRA groups, and the definitions of quantiles by Hyndman and Fan (1996). Benchmarking among municipalities is learning, not a contest.',
  },
);
