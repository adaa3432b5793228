#include "tools/tool_form_peoples_words.h"

#include <stddef.h>

#include "sys/text.h"

/* Patterns as notice/prohibited_inside.h has them. */
#define WORDS(name) static const char *const name[]

WORDS(none) = {NULL};

/* ---- Dutch: an adjective with -e or a person is never a language, one without may be -------------------------------- */

WORDS(nl_people) = {"nederlandse|nederlander|nederlanders|duitse|duitser|duitsers|belgische|belg|belgen|belgisch",
        "turkse|turk|turken|marokkaanse|marokkaan|marokkanen|marokkaans|surinaamse|surinamer|surinamers|surinaams",
        "antilliaanse|antilliaan|antillianen|antilliaans|arubaan|arubaanse|molukse|molukker|molukkers|moluks",
        "poolse|pool|roemeense|roemeen|roemenen|bulgaarse|bulgaar|bulgaren|oekraiense|oekrainer|oekraïense",
        "oekraïner|oekraïners|russische|rus|russen|syrische|syrier|syriër|syriërs|syrisch|iraakse|irakees|iraki|irakezen",
        "iraanse|iranier|iraniër|iraniërs|afghaanse|afghaan|afghanen|afghaans|somalische|somalier|somaliër|somaliërs",
        "eritrese|eritreeer|eritreeër|eritreeërs|eritrees|ethiopische|ethiopier|ethiopiër|chinese|chinezen|indiase|indier|indiër|indiërs|indonesische|indonesiër|indonesiers|franse|fransman|fransen|engelse",
        "engelsman|britse|brit|britten|brits|spaanse|spanjaard|spanjaarden|italiaanse|italiaan|italianen|portugese",
        "griekse|griek|grieken|amerikaanse|amerikaan|amerikanen|amerikaans|egyptische|egyptenaar",
        "egyptisch|algerijnse|algerijn|algerijns|tunesische|tunesier|tunesiër|tunesisch|ghanese|ghanees|nigeriaanse",
        "nigeriaan|nigeriaans|pakistaanse|pakistaan|pakistaans|kaapverdische|kaapverdiaan|kaapverdisch",
        "arabier|arabieren|arabische|koerd|koerden|koerdische|berber|berbers|roma|sinti|zigeuner*|creool|creolen|creools*",
        "hindoestaan*|javaan|javanen|afrikaan|afrikanen|afrikaanse|aziaat|aziaten|aziatisch*|europeaan|europese",
        "allochtoon|allochtone|autochtoon|autochtone|staatloos|staatloze|westers|westerse", NULL};
WORDS(nl_belief) = {"christen|christenen|christelijk|christelijke|moslim*|islam|islamitisch*|joods|joodse|jood|joden",
        "*katholiek*|protestant*|gereformeerd*|hervormd*|boeddhis*|hindoe|hindoes|hindoeis*|atheis*|atheïs*|agnost*",
        "soenni*|sjii*|aleviet|alevitisch*|orthodox*|humanist*|jehova*|gelovig|ongelovig", NULL};
WORDS(nl_skin) = {
        "blank|blanke|blanken|getint|getinte|lichtgetint|donkergetint|negroide|negroïde|mulat|halfbloed", NULL};
WORDS(nl_either) = {"nederlands|duits|turks|pools|roemeens|bulgaars|oekraïens|oekraiens|russisch|arabisch|perzisch",
        "somali|somalisch|chinees|frans|engels|spaans|italiaans|portugees|grieks|koerdisch|hindi|indonesisch", NULL};
WORDS(nl_country) = {"nederland|belgie|belgië|duitsland|frankrijk|luxemburg|engeland|ierland|spanje",
        "portugal|italie|italië|griekenland|polen|roemenie|roemenië|bulgarije|hongarije|oekraine|oekraïne|rusland|turkije",
        "marokko|algerije|tunesie|tunesië|egypte|syrie|syrië|irak|iran|afghanistan|pakistan|india|china|indonesie|indonesië",
        "suriname|aruba|curacao|curaçao|eritrea|ethiopie|ethiopië|somalie|somalië|ghana|nigeria",
        "amerika|canada|brazilie|brazilië|kaapverdie|kaapverdië|oostenrijk|zwitserland|denemarken|zweden",
        "verenigd koninkrijk", "verenigde staten", NULL};
WORDS(nl_language) = {"*taal*|talen|spreek*|spreekt|spreken|tolk*|vertaal*|vertaling|leest|lezen|schrijft", NULL};
WORDS(nl_birth) = {"*geboren|*geboorte*|*afkomst*|herkomst*|vandaan|ouders|moeder|vader|familie|roots|wortels", NULL};
WORDS(nl_happens) = {"gebeur*|plaats*|ligt|lag|verlor*|verlies|kwijt|gestol*|diefstal|gevonden|*reis*|vakantie|vlucht*",
        "woon*|woont|wonen|adres*|verblij*|*telefoon*|nummer*|kenteken*|auto|voertuig|pas|paspoort|*bewijs|uitgegeven",
        "afgegeven|gegeven|bank|bankrekening|rekening*|gekocht|verkoper|winkel|bestel*|verstuurd|gebruikt|rijdt|reed",
        NULL};

/* ---- English: most words for a people are words for a language too -------------------------------------------------- */

WORDS(en_people) = {
        "belgian|moroccan|surinamese|antillean|aruban|moluccan|syrian|iraqi|iranian|afghan|eritrean|ethiopian",
        "indian|american|british|austrian|swiss|egyptian|algerian|tunisian|ghanaian|nigerian|pakistani",
        "dutchman|turk|turks|pole|poles|kurd|kurds|arab|arabs|berber|berbers|roma|sinti",
        "gypsy|gypsies|creole|african|asian|european|caucasian|hispanic|stateless|native|immigrant", "cape verdean",
        "mixed race", NULL};
WORDS(en_belief) = {
        "christian|christians|muslim*|islam|islamic|jewish|jew|jews|catholic*|protestant*|buddhis*|hindu|hindus",
        "hinduism|atheis*|agnostic*|sunni|shia|shiite|alevi|orthodox|sikh*|religious", NULL};
WORDS(en_skin) = {"light|dark skin|skinned", "negroid", NULL};
WORDS(en_either) = {
        "dutch|german|turkish|polish|romanian|bulgarian|ukrainian|russian|arabic|persian|somali|chinese|french",
        "english|spanish|italian|portuguese|greek|kurdish|indonesian|hungarian", NULL};
WORDS(en_country) = {"netherlands|belgium|germany|france|luxembourg|england|ireland|spain|portugal|italy",
        "greece|poland|romania|bulgaria|hungary|ukraine|russia|turkey|morocco|algeria|tunisia|egypt|syria|iraq|iran",
        "afghanistan|pakistan|india|china|indonesia|suriname|aruba|curacao|curaçao|eritrea|ethiopia|somalia|ghana|nigeria",
        "america|canada|brazil|austria|switzerland|denmark|sweden", "united kingdom|states", NULL};
WORDS(en_language) = {"language*|speak*|spoken|interpret*|translat*|read|reads|write", NULL};
WORDS(en_birth) = {"born|birth|descent|origin*|parents|mother|father|family|roots|ancest*", NULL};
WORDS(en_happens) = {
        "happen*|place|where|lost|loss|stolen|theft|found|travel*|trip|journey|holiday|flight|live|lives|address",
        "stay*|phone*|telephone|number*|registration|plate|car|vehicle|passport|licence|issued|bank|account|bought|seller",
        "shop|order*|sent|used|drive*|drove", NULL};

/* ---- German ---- */

WORDS(de_people) = {"deutsche|deutscher|niederländer*|holländer*|belgier*|belgisch*|österreicher*|schweizer*",
        "türke|türken|türkin|marokkaner*|marokkanisch*|surinamer*|syrer*|syrisch*|iraker*|irakisch*|iraner*|iranisch*",
        "afghane*|afghanisch*|pole|polin|russe|russen|russin|ukrainer*|rumäne|rumänen|bulgare|bulgaren|araber*",
        "kurde|kurden|kurdin|chinese|chinesen|somalier*|eritreer*|afrikaner*|asiate*|asiatisch*|europäer*",
        "roma|sinti|zigeuner*|staatenlos*|ausländer*|amerikaner*|amerikanisch*", NULL};
WORDS(de_belief) = {
        "christ|christen|christlich*|muslim*|moslem*|islam*|jude|juden|jüdisch*|katholisch*|katholik*|evangelisch*",
        "protestant*|buddhist*|hindu*|atheist*|sunnit*|schiit*|alevit*|orthodox*|gläubig|ungläubig", NULL};
WORDS(de_either) = {
        "deutsch|niederländisch|türkisch|polnisch|rumänisch|bulgarisch|ukrainisch|russisch|arabisch|persisch|kurdisch",
        "chinesisch|französisch|englisch|spanisch|italienisch|portugiesisch|griechisch", NULL};
WORDS(de_country) = {
        "niederlande|belgien|deutschland|frankreich|polen|rumänien|bulgarien|ukraine|russland|türkei|marokko|syrien",
        "irak|iran|afghanistan|somalia|eritrea|suriname|china|indien|italien|spanien", NULL};
WORDS(de_language) = {"*sprache*|*sprech*|*spricht*|dolmetsch*|übersetz*|lesen|liest|schreib*", NULL};
WORDS(de_birth) = {"geboren|*geburt*|*herkunft*|eltern|mutter|vater|familie|abstammung", NULL};
WORDS(de_happens) = {
        "passiert|geschehen|ort|wo|verlor*|verlust|gestohlen|diebstahl|gefunden|reise*|urlaub|wohn*|adresse|telefon*",
        "nummer|kennzeichen|auto|fahrzeug|pass|ausweis*|führerschein|bank*|konto*|gekauft|verkäufer|bestell*|geschickt",
        NULL};

/* ---- French ---- */

WORDS(fr_people) = {
        "française|françaises|néerlandaise*|allemande*|turque|turques|polonaise*|roumaine*|ukrainienne*|russes|arabes",
        "marocain*|algérien*|tunisien*|syrien*|irakien*|iranien*|afghan*|surinamais*|somalien*|érythréen*|africain*",
        "asiatique*|européen*|américain*|belge*|suisse*|kurdes|rom|roms|sinti|gitan*|apatride*|étranger*|créole*",
        NULL};
WORDS(fr_belief) = {
        "chrétien*|musulman*|islam|islamique|juif|juifs|juive|juives|catholique*|protestant*|bouddhiste*|hindou*",
        "athée*|agnostique*|sunnite*|chiite*|alévi*|orthodoxe*|croyant*", NULL};
WORDS(fr_either) = {
        "français|néerlandais|allemand|turc|polonais|roumain|bulgare|ukrainien|russe|arabe|persan|somali|chinois|anglais",
        "espagnol|italien|portugais|grec|kurde", NULL};
WORDS(fr_country) = {
        "belgique|allemagne|france|pologne|roumanie|bulgarie|ukraine|russie|turquie|maroc|algérie|tunisie|syrie|irak",
        "iran|afghanistan|somalie|érythrée|suriname|chine|italie|espagne", NULL};
WORDS(fr_language) = {"langue*|parl*|interprète*|tradu*|lire|lisez|écri*", NULL};
WORDS(fr_birth) = {"né|née|naissance|origine*|parents|mère|père|famille|racines", NULL};
WORDS(fr_happens) = {
        "passé|arrivé|lieu|où|perdu*|perte|vol|volé*|trouvé*|voyage*|vacances|habit*|adresse|téléphone*|numéro*|plaque",
        "voiture|véhicule|passeport|permis|banque|compte|achet*|vendeur|commande*|envoyé*", NULL};

/* ---- Arabic: a language is a word of its own, with the article or in the feminine ---- */

WORDS(ar_people) = {
        "هولندي|ألماني|فرنسي|بلجيكي|بلجيكية|تركي|مغربي|مغربية|سوري|عراقي|عراقية|إيراني|إيرانية|أفغاني|أفغانية",
        "صومالي|إريتري|إريترية|بولندي|روماني|بلغاري|أوكراني|روسي|صيني|سورينامي|مصري|مصرية|جزائري|جزائرية|تونسي",
        "تونسية|كردي|عربي|أفريقي|أفريقية|آسيوي|آسيوية|أوروبي|أوروبية|أمريكي|غجري|أجنبي|أجنبية", NULL};
WORDS(ar_belief) = {
        "مسلم|مسلمة|مسيحي|مسيحية|يهودي|يهودية|هندوسي|بوذي|ملحد|سني|شيعي|علوي|كاثوليكي|أرثوذكسي|بروتستانتي|مؤمن", NULL};
WORDS(ar_either) = {
        "هولندية|تركية|عربية|كردية|ألمانية|فرنسية|بولندية|روسية|أوكرانية|صومالية|الهولندية|التركية|العربية|الكردية",
        "الألمانية|الفرنسية|الإنجليزية|البولندية|الأوكرانية|الروسية|الصومالية|الفارسية", NULL};
WORDS(ar_country) = {
        "هولندا|بلجيكا|ألمانيا|فرنسا|تركيا|المغرب|سوريا|سورية|العراق|إيران|أفغانستان|الصومال|إريتريا|بولندا|رومانيا",
        "بلغاريا|أوكرانيا|روسيا|الصين|مصر|الجزائر|تونس", NULL};
WORDS(ar_language) = {"لغة|لغتك|اللغة|لغات|بلغة|تتحدث|تتكلم|تقرأ|القراءة|مترجم|ترجمة", NULL};
WORDS(ar_birth) = {"ولدت|مولود|ميلاد|الميلاد|أصل|الأصل|أصلك|والدك|والدتك|والداك|أبوك|أمك|عائلتك", NULL};
WORDS(ar_happens) = {
        "حدث|مكان|أين|فقدت|سرقة|وجدت|سفر|رحلة|عطلة|تسكن|عنوان|هاتف|رقم|لوحة|سيارة|جواز|رخصة|بنك|حساب|اشتريت|بائع|طلب",
        NULL};

/* ---- Ukrainian ---- */

WORDS(uk_people) = {"українець|українка|українці|росіянин|росіянка|росіяни|поляк|полька|поляки|турок|турки|туркеня",
        "нідерландець|нідерландка|нідерландці|голландець|німець|німкеня|німці|марокканець|марокканці|сирієць|сирійці",
        "іракець|іранець|афганець|афганці|сомалієць|еритреєць|румун|румуни|болгарин|болгари|китаєць|араб|араби",
        "курд|курди|ром|роми|цигани|африканець|азіат|європеєць|американець|бельгієць|суринамець|іноземець|іноземка",
        "марокканськ*|сирійськ*|бельгійськ*|афганськ*|американськ*", NULL};
WORDS(uk_belief) = {
        "християн*|мусульман*|іслам|єврей|єврейка|іудей*|юдей*|католик*|протестант*|буддист*|індуїст*|атеїст*",
        "православн*|суніт*|шиїт*|віруюч*", NULL};
WORDS(uk_either) = {
        "українська|російська|польська|турецька|нідерландська|німецька|англійська|французька|арабська|румунська",
        "болгарська|перська|курдська|сомалійська", NULL};
WORDS(uk_country) = {
        "нідерланди|бельгія|німеччина|франція|польща|румунія|болгарія|україна|росія|туреччина|марокко|сирія|ірак",
        "іран|афганістан|сомалі|еритрея|китай", NULL};
WORDS(uk_language) = {"мов*|розмовля*|говор*|перекла*|чита*|писа*", NULL};
WORDS(uk_birth) = {"народи*|народжен*|походжен*|батьк*|мати|родин*", NULL};
WORDS(uk_happens) = {
        "стал*|місце|де|загуб*|втрат*|вкра*|крадіж*|знайш*|подорож*|відпуст*|живе*|адрес*|телефон*|номер*|авто",
        "паспорт*|посвідчен*|банк*|рахун*|купи*|продав*|замов*", NULL};

/* ---- Polish ---- */

WORDS(pl_people) = {
        "polak|polka|polacy|holender|holenderka|niemiec|niemka|turek|turczynka|marokańczyk|syryjczyk|irakijczyk",
        "irańczyk|afgańczyk|somalijczyk|rumun|rumunka|bułgar|bułgarka|ukrainiec|ukrainka|rosjanin|rosjanka|chińczyk",
        "arab|arabka|kurd|kurdyjka|rom|romowie|cygan*|afrykanin|azjata|europejczyk|amerykanin|belg|belgijka",
        "cudzoziemiec|bezpaństwowiec|marokańsk*|syryjsk*|belgijsk*|amerykańsk*|afgańsk*", NULL};
WORDS(pl_belief) = {
        "chrześcija*|muzułma*|islam*|żyd|żydówka|żydow*|katoli*|protestan*|buddyst*|hindus*|ateist*|prawosław*|sunni*",
        "szyi*|wierząc*|niewierząc*", NULL};
WORDS(pl_either) = {
        "polski|niderlandzki|holenderski|niemiecki|turecki|rumuński|bułgarski|ukraiński|rosyjski|arabski|perski",
        "kurdyjski|somalijski|angielski|francuski|hiszpański|włoski", NULL};
WORDS(pl_country) = {
        "holandia|niderlandy|belgia|niemcy|francja|polska|rumunia|bułgaria|ukraina|rosja|turcja|maroko|syria|irak",
        "iran|afganistan|somalia|erytrea|chiny|włochy|hiszpania", NULL};
WORDS(pl_language) = {"język*|mówi*|tłumacz*|czyta*|pisa*", NULL};
WORDS(pl_birth) = {"urodz*|pochodz*|rodzic*|matka|ojciec|rodzin*", NULL};
WORDS(pl_happens) = {
        "stało|zdarz*|miejsce|gdzie|zgub*|skradz*|kradzież*|znalez*|podróż*|wakacj*|mieszka*|adres*|telefon*|numer*",
        "rejestrac*|samoch*|paszport*|dowód|bank*|kont*|kupi*|sprzeda*|zamów*", NULL};

/* ---- Turkish: a language has a word of its own ---- */

WORDS(tr_people) = {
        "türk|türkler|hollandalı|alman|almanlar|fransız|belçikalı|faslı|suriyeli|iraklı|ıraklı|iranlı|afgan|afganlar",
        "somalili|eritreli|polonyalı|romen|romanyalı|bulgar|ukraynalı|rus|çinli|arap|araplar|kürt|kürtler|roman",
        "çingene|afrikalı|asyalı|avrupalı|amerikalı|surinamlı|yabancı|vatansız", NULL};
WORDS(tr_belief) = {
        "müslüman*|hristiyan*|hıristiyan*|yahudi*|musevi*|katolik*|protestan*|budist*|hindu*|ateist*|sünni*|şii*",
        "alevi*|ortodoks*|inançlı|dinsiz", NULL};
WORDS(tr_country) = {
        "hollanda|belçika|almanya|fransa|polonya|romanya|bulgaristan|ukrayna|rusya|türkiye|fas|suriye|irak|ırak|iran",
        "afganistan|somali|eritre|çin", NULL};
WORDS(tr_language) = {"dil*|konuş*|tercüman*|çevir*|oku*|yaz*", NULL};
WORDS(tr_birth) = {"doğ*|köken*|anne*|baba*|aile*|soy*", NULL};
WORDS(tr_happens) = {
        "oldu|olay|nerede|yer*|kayb*|çal*|hırsız*|bul*|seyahat|yolculuk|tatil|otur*|adres*|telefon*|numara*|plaka*",
        "araba*|araç*|pasaport*|ehliyet*|banka*|hesap*|sat*|sipariş*", NULL};

static const struct peoples_words all[] = {
        {"nl", {nl_people, nl_belief, nl_skin}, nl_either, nl_country, nl_language, nl_birth, nl_happens},
        {"en", {en_people, en_belief, en_skin}, en_either, en_country, en_language, en_birth, en_happens},
        {"de", {de_people, de_belief, none}, de_either, de_country, de_language, de_birth, de_happens},
        {"fr", {fr_people, fr_belief, none}, fr_either, fr_country, fr_language, fr_birth, fr_happens},
        {"ar", {ar_people, ar_belief, none}, ar_either, ar_country, ar_language, ar_birth, ar_happens},
        {"uk", {uk_people, uk_belief, none}, uk_either, uk_country, uk_language, uk_birth, uk_happens},
        {"pl", {pl_people, pl_belief, none}, pl_either, pl_country, pl_language, pl_birth, pl_happens},
        {"tr", {tr_people, tr_belief, none}, none, tr_country, tr_language, tr_birth, tr_happens},
};

const struct peoples_words *peoples_words_of(const char *lang)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (text_is(lang, all[i].lang))
			return &all[i];
	}
	return NULL;
}
