#include "stages/text/given_names.h"

#include <algorithm>
#include <string>
#include <vector>

namespace newswired::text {
namespace {

// Lower case, sorted by bytes, blank after each.
constexpr std::string_view female_names =
    "aada aadhya aarya aasha adele adelita aditi adriana adéla agnes agustina aikaterini aino aisha "
    "aisyah aitana ajda ajla alanoud alberte aleksandra alessia alexandra alexandria alice alicja alina "
    "aline alisa alise aliya allison alma althea alysha amahle amaia amal amara amaris amayra ambra "
    "ambre amelia amelija amelja amina aminata amira amy amálie amēlija an ana anahit analilia anastasia "
    "anastasija anastasiya andrea andreea androula ane angel angela angeliki angelina angeline angie ann "
    "anna annamaria annie anohito antonella antônia anzu aoife april aria ariana arianna armine arpi "
    "aruuke aruuzat asel asemahle ashley ashraqat asilim asiya asja asmita assia asta astrid asya aumua "
    "aurora ava aviana avigail awa aya ayala ayalah ayanna ayesha aygun ayim ayla aylin ayra aysel "
    "ayzere ayşa ayşe azaria azariah azora azra aïcha aþena baran barbara barbare bayarmaa beatrice "
    "beatriz becca benedita beth betty biljana billie binita bintou bisera bismah bogdana boglárka "
    "bolormaa bonnie brittany camila camille carla carly carmen carol catalina catherine cecile cecília "
    "celeste celine charlotte chedeline chellie chelsea cheryl chloe chloé chrissy christina cindy clara "
    "claudia concepción connie cynthia daisy dalal dalila dana daniela danna daria darija deb debbie "
    "deborah defne delfina delia dhia diana diane dimitra dina djeneba doha dora doris dottie dragana "
    "dunja dārta ecrin eevi eisha eleanor elena elene eleni elif elija elise elissa elizabeth elizaveta "
    "eliška ella ellen elli ellie elza ema embla emelia emely emilia emilija emiliya emily emilía emine "
    "emma erica erin esma esperanza esther eva evelina evelyn evie eylül fajr fanta farah farida farrah "
    "farzana fatemeh fatemeh-zahra fatima fatin fatma fatoumata fernanda fiadh florence fozia francisca "
    "franklin frederica freja freya frida frieda fátima gabija gabriela gabrielle gamalat gamila gayane "
    "georgia german gianna ginevra gita giulia gogo googoosh gordana grace guadalupe gunay gunel guðrún "
    "gwen ha-eun ha-rin ha-yoon habiba hadicha haley hana hanna hannah harper harriet haruna hasmik "
    "hasnaa hatice hawa heather heidi heikapu helena helma helmi hessa hilary hillary himari hina hinano "
    "hinata hjørdis hoda hope hosna hosniya hur hussa i-chun iben ida ilhan imene iminathi imogen inaya "
    "indira inès ioanna irati irene irina isabel isabella isabelle isidora isla islande ivaana ivalu "
    "ivana ivy izaro i̇nci jacky jade jana janelle janet janice jasmine jelena jenna jennifer jessica "
    "ji-a ji-an ji-woo ji-yoo jill jillian jiya joni jori josefa jouri jovana joyce juana judeline judy "
    "julia juliana julie julieta juliette julija june júlia kabita kadiatou kaia kamilė karima karine "
    "karolína katerina katherine kathy katla katrina kelly khadije khawla khongordzol kiara kim "
    "kimberlyn kirsten klea konstantina konul kora kristen ksenija kyra kyriaki lael laia lamija "
    "lamonica lana lara lateefah latifa laura laurel lauren laurie layla le lea leah leandra lee leen "
    "lejla lena leni lenna leonor lesedi leyla li-hua lia lian lianne lidia liepa lile lili lilien lilit "
    "lilja lillie lilly lily lin lina linda lisa lisakhanya livia liz lizzie ljiljana lois loretta lori "
    "louise lovelie lovely luana lucia luciana lucija lucy lucía ludovica luknė lulwa luna lur lusine "
    "luz lydia lyn lyna léa léna lía lív lėja ma'soumeh mabel maddi madeleine maeva maggie maha maia "
    "maitê maja malak malek malen malu maneh manuela marcia marcy mareva margaret margarida mari maria "
    "mariam mariami mariana mariannette marie marija marilyn marina mariya marsha marta martha martina "
    "marwa mary marya maryam maryja maría matilda matilde matthildur maureen maxine maya maysoun mazie "
    "maša mehar mei mei-hui mei-ling melania melanie melba melina melisa melissa meriem merjem mersana "
    "meryem mia michelle mila milagrosa milana milena milica millie mio mira mirjana mirlande moea "
    "moeata mona monica myra myrlande mädïna mía mónica nada nahia nancy nare narine natalia natalija "
    "nathalie natália natálie naura naya nazanin-zahra nehir nela nellie nesreen nevada neža nia nicole "
    "niharika nika nikema nikki nikol nilay nina nita nivi niviaq noemí noor nora norma nouf noûr nur "
    "nuray nurul nutsa nydia odval oisha oleksandra olga olivia oliwia ona oumou oyunbileg panagiota "
    "paneeraq paninnguaq paraskevi pari patricija patrícia patti patty paula penelope phyllis pipaluk "
    "poema pola polina pramila princess puteri rabina radmila ramona rania raquel rashida raya rayana "
    "rebecca reem reema regina rei reina renata rethabile rhonda ria riko rin rita roberta robin robyn "
    "roghayyeh ronja rosa rosario rose rose-merline rosette rosie rosmery rowan roxana ruòxī saar safija "
    "safiya saga sahar sakeena sakineh sakura saliha salma salomé sama samantha sandra sandy sara sarah "
    "selma seo-ah seo-yun sesili sevda sevinj shahd shaikha shaimaa shams sharice shayma shelley sheri "
    "sherifa shontel shristi shu-chen shu-chuan shu-fen shu-hua shu-hui sienna simona sita siti snezana "
    "snežana sobia sofi sofia sofie sofija sofiya sofía solomiya somayyeh sonia soo-ah sophia sophie "
    "stacey stella stephanie suha sultan sumayah summer sunita susan susana susanna susanne susie suzan "
    "suzana suzanne sydney sylvia sára sóley sólja tamar tammy tara tarana tarita tatiana teodora teresa "
    "tereza terri tess teura theresa tiare titaina titaua tomyris trinidad tuleen uiloq uta vaea "
    "valentina valeria valerie vamika vanessa varvara vasiliki vasilisa venla vera veronica veronika "
    "vesna victoria viktoria viktorie viktoriya viktoría viktória violeta vita vittoria vusala vár "
    "wateen widelene willow ximena xīnyí ya-ting yara yasmin yasmine yasna yassamin yekaterina yelena "
    "yeva yoana young yua yuina yulia yuna yvette yìhán yīnuò yūna yǐmò yǔtóng yǔxī zahra zainab zala "
    "zehra zeinab zeynab zeynep zina zoe zofia zoé zuzanna zümra zǐhán ámbar éabha şerife ";

constexpr std::string_view male_names =
    "aarav aariz aaron abbas abd abdallah abdel-rahman abdelkader abdoulaye abdul abdulaziz abdulla "
    "abdullah abdullo abdulrahman abraham abubakr abulfazl adam adama addison adin adomas adrian adriano "
    "adrians afonso agustín ahmad ahmed ahmet aiden aimar aisultan aiur aksel al alan alastair albert "
    "aldiyar alejandro aleks aleksandar aleksander aleksandr aleksandre alessandro alex alexander "
    "alexandru alexey alfie ali ali-reza alikhan alinur alparslan alteo amar ami amine amir amir-abbas "
    "amir-ali amir-hossein ammar anar andreas andrei andrej andrew andria andrias andriy andré andy "
    "angelo angus anthony antoni antonio antônio ao aoi aputsiaq aras archie areg areni ari ariel arjun "
    "arman armen aron artem arthur artiom artur artyom ashot athanasios atlas august austin ayoub aziz "
    "bader bakary bandar banele barney barry batkhaаn bautista baаtar beau ben benas bence benicio "
    "benjamin benjamín bennie bernard bernie berrdo beshoi bibek biel bilal bill billy bishal blair "
    "blake bob bobby bogdan boris brad bradley brahim brandon brendan brett brian bruce bruno bryan "
    "byron carl carlos chad charbel charles charlie chia-hao chien-hung chih-chiang chih-hao chih-ming "
    "chih-wei chin-lung china chip chris christian christopher christos chuck chuluun chun-chieh "
    "chun-hung cillian ciro clarence clay cleo cleveland cliff clint colin corey cory craig curt césar "
    "dale damian damjan dan danel daniel daniels daniil danijel danny danylo darin daris darrell darren "
    "dave davi david davit davud dejan demetre dennis derek derrick dhruv diego dimitar dimitrios dion "
    "djamel dmitry dmytro do-yun dominik dominykas don donald douglas dragan duarte dusty dušan dwight "
    "dylan dyllan dániel džan earl ed eddie edoardo edward eeli eino eitan eithan elchin eli elias elie "
    "elijah elmar elnur elshan elyas eman emil emiliano emir emmanuel emīls eric erik ethan eugene "
    "eun-woo evens evgeny eymen ezekiel fadi fahad fahd faisal felipe felix ferndo filip finlay finn "
    "florida fran francesco francisco franciszek frank freddy frederic frederick fūma gabe gabor gabriel "
    "gabriele gael gagik garland gary gaspar gene george georgi georgios gerónimo gevorg gilbert gilli "
    "giorgi glenn gonzalo goran gordon greg gregorio gregory gus gustavs guy göktug ha-joon habib hakeem "
    "halim hamza harold harraz harris harry haru haruma harun haruto hasan hashem hassan hayk heitor "
    "henry herbert herkus hinato hiro hossein hovhannes howard hudson hugo huseyn hussain hussein hydar "
    "hàorán hàoyǔ hüseyin ian ibai ibrahim igor iker ilgar ilija iman indiana inuk inunnguag inutsiaq "
    "ioane ioannis ion isaac isak itsuki ivan ivik izz i̇smail jack jacob jacques jad jake jakob jakov "
    "jakub jamal james jameson jan jared jason javier jay jeff jefferson jeffrey jerome jerrold jerry "
    "jerónimo jessie jesús ji-ho jim jimmy joaquin jodey joe joel john johnny jokūbas jon jonas jonathan "
    "jordi jorge joseph josh joshua josiah josip josé jovan joão ju-won juan jude judge julen jules "
    "junior justin jákup jógvan jón jónas jökull jēkabs kabir kai kairo kajus kaloyan kamal karam karen "
    "karim kathem kazi keanu keith kelsey ken kenneth keven kevin khaled kiaan kiran kirollos kiwa koa "
    "konstantinos krishna kweisi kári kārlis lan lance laurence lavi lazar leano leevi leo leon leonard "
    "leonardo leordo lev levente levi lew lewis liam lindsey lio lloyd logan lorenzo lou louis lourenço "
    "lovro lu lubanzi luca lucas luis luiz luka lukas lukáš lwandle léo mahamadou mahammad mahdi mahesh "
    "mahmoud maksim maksym malachi malcolm maligiaq malik malthe mamadou manaia manish manua manuel "
    "marama marc marcel marcell marco marcos mario marios mark markas markel marko marks markus marlin "
    "marti martim martin martí martín marvin maryland mason matas matei matej mateo matija matt matteo "
    "matthew matthías mattia mattias matvey matyáš matías matěj maui max maxim maximilian maximiliano "
    "maxwell maël mees mehdi mehmet michael michail michal michalis miguel mihail mikael mikaere mikayel "
    "mike mikhail miki mikołaj milan miloš min-jun mina minato minik miraç mitch mitchell moana modibo "
    "mohamed mohammad mohammad-reza mohammad-taha mohammed monte morgan moussa muhamad muhammad muhammed "
    "murad mustafa mykhaylo máté míngzé mùchén mùyáng nagi nagisa naranbaatar narek nathan nathaniel "
    "naïm neal neil nelio newt nicholas nick nicolas nicolás niel nigel nik nikau niko nikodem nikola "
    "nikolaos nikoloz nil nils noah noam noel nomaan norbert norsaq nuka nurislam nóa ofentse oihan "
    "oisin oisín oleksandr oliver olivér omar omer onni oscar oskar osman oumar owen pablo panagiotis "
    "pat patrick pau paul paulo pedro petar pete peter peterson pierre pol prakash prasert prem prince "
    "qillaq rachid rafael raja ralfs ralph ramazan ramón rand randall randy raphael raphaël rashad "
    "rasmus raul ravi ray refael relja ren rex reza ricardo riccardo rich richard rick riley ritchie ro "
    "roan rob robert roberts roel roger roko roman ron ronald ronny rory ross roy ruben rudy rupert russ "
    "russell ryan rían said salik salud sam samir sammy samuel samvel samyar sanders sanford santiago "
    "saqib scott sean sebastian sebastián sekou selim sem seo-jun sergei seth shahem shahid sheikh "
    "sheldon shivansh shomari shri si-woo siddhartha siphosethu solomon somboon somchai somporn somsak "
    "souleymane stanisław stanley stefan steny stephen steve steven stevenson stewart stuart suhas "
    "sukhbaаtar susannah syed szymon sō sōma tad tadhg taha taim tamatoa tapuarii tareq tatsuki ted "
    "tehei teiki teiva teo teodor teva than thaniel theo theodor theodore thiago thom thomas théo tiago "
    "tigran tim timofey timothy tobias todd toivo tom tommaso tommy tomás tomáš tony tracey travis trent "
    "trey troy tróndur tunar turki tyrone ulloriaq umar uri usman valdemar valentin valter vasileios "
    "vasilije vedant vern vicente victor viktor vince viraj virginia vladyslav vojtěch vugar vuk vusal "
    "väinö walter warren wassim wen-hsiung wesley white will william willie wilson yamato yassin ye-jun "
    "yehuda younès yousef yousouf youssef yu-jun yusef yusif yusuf yìchén yìzé yūma yǔxuān yǔzé zachary "
    "zahid zahir zalán zion zoran àlex ádám álvaro ángel édouard óliver ömer žan ";

std::vector<std::string_view> split(std::string_view names) {
  std::vector<std::string_view> words;
  for (std::size_t blank; (blank = names.find(' ')) != std::string_view::npos; names.remove_prefix(blank + 1))
    words.push_back(names.substr(0, blank));
  return words;
}

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Gender gender_of_given_name(std::string_view name) {
  static const std::vector<std::string_view> female = split(female_names), male = split(male_names);
  const std::string key = lower(name);
  if (std::binary_search(female.begin(), female.end(), std::string_view(key))) return Gender::female;
  if (std::binary_search(male.begin(), male.end(), std::string_view(key))) return Gender::male;
  return Gender::unknown;
}

Gender gender_of_title(std::string_view title) {
  std::string key = lower(title);
  if (!key.empty() && key.back() == '.') key.pop_back();
  if (is_one_of(key, {"mrs", "ms", "miss", "mme", "madame", "lady", "queen", "princess", "duchess", "baroness", "sister",
                      "dame", "sra", "frau", "countess"}))
    return Gender::female;
  if (is_one_of(key, {"mr", "sir", "king", "prince", "duke", "father", "brother", "baron", "herr", "monsieur", "sheikh",
                      "imam", "pope", "count"}))
    return Gender::male;
  return Gender::unknown;
}

}  // namespace newswired::text
