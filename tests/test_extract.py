"""What is a name and what is none: tables of own sentences (all firms are invented), and what holds for every text.

An expectation is ``type:name`` for each mention, separated by spaces; ``?`` behind it marks what careful readers disagree on.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Extraction
from kg.pipeline import extract

Rows = list[tuple[str, str, str]]

FIRMS: Rows = [
    ("legal-plain", "苏州澜脉科技有限公司日前投产新线。", "company:苏州澜脉科技有限公司"),
    ("legal-china", "芯垣（中国）投资有限公司派员参会。", "company:芯垣（中国）投资有限公司"),
    ("legal-group-halfwidth", "擎昊(集团)有限公司发布年报。", "company:擎昊(集团)有限公司"),
    ("legal-stock", "江苏铂骐新材料股份有限公司披露公告。", "company:江苏铂骐新材料股份有限公司"),
    ("legal-latin", "上海LX9智能装备有限公司交付首台样机。", "company:上海LX9智能装备有限公司"),
    ("legal-digits", "无锡3D云垣信息技术有限公司完成融资。", "company:无锡3D云垣信息技术有限公司"),
    ("legal-holding", "隆垚控股集团有限公司召开年会。", "company:隆垚控股集团有限公司"),
    ("legal-liability", "浙江铂骐轴承有限责任公司通过验收。", "company:浙江铂骐轴承有限责任公司"),
    ("legal-place-bracket", "菲尼曼（苏州）精密机械有限公司扩产。", "company:菲尼曼（苏州）精密机械有限公司"),
    ("stock-short", "璟川股份发布新品。", "company:璟川股份"),
    ("group-short", "璟川集团在会上作了介绍。", "company:璟川集团"),
    ("foreign-kk", "日本菲尼曼株式会社参展。", "company:日本菲尼曼株式会社"),
    ("foreign-company", "德国菲尼曼公司追加投资。", "company:德国菲尼曼公司"),
    ("branch-company", "澜脉科技昆山分公司挂牌。", "company:澜脉科技昆山分公司 company:澜脉科技?"),
    ("bank-branch", "中国建设银行昆山支行提供贷款。", "company:中国建设银行昆山支行 company:中国建设银行?"),
    ("bank-city", "江苏银行推出新产品。", "company:江苏银行"),
    ("fund", "昆山铂骐产业投资基金完成备案。", "company:昆山铂骐产业投资基金"),
    ("group-branch", "擎昊集团华东总部落成。", "company:擎昊集团"),
    ("plant", "铂骐新材料二期厂房封顶。", "company:铂骐新材料"),
]

SHORT_NAMES: Rows = [
    ("list-chain", "依托澜脉、芯垣等链主企业，当地加快补链。", "company:澜脉 company:芯垣"),
    ("leading-firm", "龙头企业沄栖带动上下游集聚。", "company:沄栖"),
    ("list-batch", "澜脉、芯垣、铂骐等一批企业快速成长。", "company:澜脉 company:芯垣 company:铂骐"),
    ("list-projects", "先后引进擎昊、隆垚等强链项目6个。", "company:擎昊 company:隆垚"),
    ("represented", "以铂骐、璟川为代表的新材料企业不断壮大。", "company:铂骐 company:璟川"),
    ("chain-industry", "链主企业铂骐新材扩建产能。", "company:铂骐新材"),
    ("list-with-and", "澜脉、芯垣和铂骐等3家企业入选。", "company:澜脉 company:芯垣 company:铂骐"),
    ("list-colon", "走访了沄栖光电、璟川微电子、澜脉生物。", "company:沄栖光电 company:璟川微电子 company:澜脉生物"),
    ("list-located", "走访了位于园区的擎昊精工、沄栖通信。", "company:擎昊精工 company:沄栖通信"),
    ("list-three-latin", "集聚了LUMA、NEXO等龙头企业。", "company:LUMA company:NEXO"),
    ("list-chain-quoted", "澜脉、芯垣等“链主”企业带头。", "company:澜脉 company:芯垣"),
    ("unicorn", "独角兽企业沄栖智驾完成新一轮融资。", "company:沄栖智驾"),
    ("cooperate-list", "与澜脉科技、江南大学、苏州大学签约。", "company:澜脉科技 university:江南大学 university:苏州大学"),
]

OTHER_FORMS: Rows = [
    ("declared", "苏州澜脉科技有限公司（以下简称“澜脉”）成立。今年，澜脉订单饱满。", "company:苏州澜脉科技有限公司 company:澜脉"),
    ("declared-short", "昆山芯垣电子有限公司（简称“芯垣电子”）扩产，芯垣电子新增员工百人。", "company:昆山芯垣电子有限公司 company:芯垣电子"),
    ("short-again", "江苏铂骐新材料有限公司已建成投产。铂骐新材料负责人说，订单排到明年。", "company:江苏铂骐新材料有限公司 company:铂骐新材料"),
    ("short-brand", "江苏铂骐新材料有限公司已建成投产。目前，铂骐拥有专利百项。", "company:江苏铂骐新材料有限公司 company:铂骐"),
    ("renamed", "昆山芯垣电子有限公司更名为江苏芯垣电子股份有限公司。", "company:昆山芯垣电子有限公司 company:江苏芯垣电子股份有限公司"),
    ("declared-colon", "苏州澜脉科技有限公司（简称：澜脉）成立，澜脉将扩产。", "company:苏州澜脉科技有限公司 company:澜脉"),
    ("declared-latin", "芯垣半导体有限公司（英文名：XINYUAN）成立。", "company:芯垣半导体有限公司 company:XINYUAN?"),
    ("former", "江苏芯垣电子股份有限公司（原名昆山芯垣电子有限公司）上市。", "company:江苏芯垣电子股份有限公司 company:昆山芯垣电子有限公司"),
]

SCHEMES: Rows = [
    ("quoted-action", "当地启动“繁星护航”行动。", "program:“繁星护航”行动"),
    ("quoted-plan", "当地实施“青蓝接力”计划。", "program:“青蓝接力”计划"),
    ("quoted-project", "当地推进“云端育苗”工程。", "program:“云端育苗”工程"),
    ("quoted-brand", "当地打造“邻里芯动”品牌。", "program:“邻里芯动”品牌"),
    ("quoted-pilot", "当地获批“一码通检”试点。", "program:“一码通检”试点"),
    ("quoted-event", "当地开展“链动未来”活动。", "program:“链动未来”活动"),
    ("quoted-xiangmu", "当地实施“星火孵化”项目。", "program:“星火孵化”项目"),
    ("quoted-zone", "大厅设立“一企一策”专区。", "institute:“一企一策”专区"),
    ("quoted-run", "当地推出“繁星护航”，成效明显。", "program:“繁星护航”"),
    ("titled-scheme", "印发《制造业智改数转三年行动计划》。", "program:《制造业智改数转三年行动计划》"),
    ("titled-plan", "出台《光伏产业提升工作方案》。", "program:《光伏产业提升工作方案》"),
    ("contest", "首届“芯火杯”创新创业大赛开赛。", "program:“芯火杯”创新创业大赛"),
    ("owner-capacity", "铂骐20GW高效组件项目开工。", "program:铂骐20GW高效组件项目 company:铂骐"),
    ("owner-plant", "澜脉科技昆山总装厂项目现场一片繁忙。", "program:澜脉科技昆山总装厂项目 company:澜脉科技"),
    ("project-phase", "澜脉科技智能传感器二期项目竣工。", "program:澜脉科技智能传感器二期项目 company:澜脉科技"),
    ("project-money", "总投资20亿元的铂骐新能源电池项目开工。", "program:铂骐新能源电池项目 company:铂骐新能源? company:铂骐?"),
    ("project-base", "芯垣半导体研发生产基地项目落户。", "program:芯垣半导体研发生产基地项目 company:芯垣半导体"),
    ("quoted-firm-project", "澜脉科技“黑灯工厂”项目投用。", "program:澜脉科技“黑灯工厂”项目? program:“黑灯工厂”项目 company:澜脉科技"),
    ("quoted-work", "创新“三张清单”工作法。", "program:“三张清单”工作法"),
    ("quoted-loan", "推出“科创贷”。", "program:“科创贷”"),
    ("quoted-inner", "实施“‘链’接未来”行动。", "program:“‘链’接未来”行动"),
    ("title-zone", "《昆山高新区数字经济行动计划》发布。", "program:《昆山高新区数字经济行动计划》 park:昆山高新区? place:昆山?"),
]

SCIENCE: Rows = [
    ("faculty", "江南大学集成电路学院派出团队。", "university:江南大学集成电路学院 university:江南大学"),
    ("lab-base", "精细化工国家重点实验室榆林中试基地揭牌。", "institute:精细化工国家重点实验室榆林中试基地 institute:精细化工国家重点实验室"),
    ("univ-institute", "西安交通大学苏州研究院揭牌。", "institute:西安交通大学苏州研究院 university:西安交通大学"),
    ("joint-lab", "江南大学—澜脉科技联合实验室揭牌。", "institute:江南大学—澜脉科技联合实验室 university:江南大学 company:澜脉科技"),
    ("univ-short", "西安交大派出团队。", "university:西安交大"),
    ("univ-short-declared", "东南大学（以下简称“东大”）来访。东大派出团队。", "university:东南大学 university:东大"),
    ("univ-campus", "江南大学宜兴校区启用。", "university:江南大学宜兴校区 university:江南大学"),
    ("univ-joint", "昆山杜克大学举行典礼。", "university:昆山杜克大学"),
    ("univ-vocational", "常州工业职业技术学院派出团队。", "university:常州工业职业技术学院"),
    (
        "institute-national",
        "中国电子科技集团公司第五十四研究所派出专家。",
        "institute:中国电子科技集团公司第五十四研究所 company:中国电子科技集团公司? company:中国电子科技集团?",
    ),
    ("institute-national-short", "中国电科第五十四研究所派出专家。", "institute:中国电科第五十四研究所 company:中国电科?"),
    ("institute-region", "长三角量子传感研究院揭牌。", "institute:长三角量子传感研究院"),
    ("institute-lab", "江苏省功能涂层重点实验室揭牌。", "institute:江苏省功能涂层重点实验室"),
    ("institute-platform", "打造合成生物中试平台。", "institute:合成生物中试平台"),
    ("univ-hk", "香港科技大学派出团队。", "university:香港科技大学"),
    ("univ-dept", "苏州大学光电科学与工程学院派出团队。", "university:苏州大学光电科学与工程学院 university:苏州大学"),
    ("univ-list", "南京大学、东南大学、南京航空航天大学派出团队。", "university:南京大学 university:东南大学 university:南京航空航天大学"),
    ("hospital", "昆山市第一人民医院引入设备。", "institute:昆山市第一人民医院"),
    ("station", "芯垣半导体设立博士后科研工作站。", "company:芯垣半导体"),
    ("center", "昆山高新区创业服务中心组织活动。", "agency:昆山高新区创业服务中心 park:昆山高新区 place:昆山"),
    ("center-nation", "国家第三代半导体技术创新中心揭牌。", "institute:国家第三代半导体技术创新中心"),
    ("lab-nation", "复合材料国家重点实验室派出专家。", "institute:复合材料国家重点实验室"),
]

PARKS: Rows = [
    ("zone-gaoxin", "江阴高新区召开大会。", "park:江阴高新区 place:江阴"),
    ("zone-gaoxin-long", "江阴高新技术产业开发区召开大会。", "park:江阴高新技术产业开发区 place:江阴"),
    ("zone-national", "江阴国家高新技术产业开发区召开大会。", "park:江阴国家高新技术产业开发区 place:江阴"),
    ("zone-jingkai", "南通经开区召开大会。", "park:南通经开区 place:南通"),
    ("zone-jingkai-long", "南通经济技术开发区召开大会。", "park:南通经济技术开发区 place:南通"),
    ("zone-bonded", "南通综合保税区封关运行。", "park:南通综合保税区 place:南通"),
    ("zone-bonded-short", "南通综保区封关运行。", "park:南通综保区 place:南通"),
    ("zone-science-city", "张江科学城迎来新项目。", "park:张江科学城"),
    ("zone-tech-city", "杭州未来科技城迎来新项目。", "park:杭州未来科技城 place:杭州"),
    ("zone-ftz-plain", "江苏自贸试验区推出新举措。", "park:江苏自贸试验区 place:江苏"),
    ("zone-rare-earth", "包头稀土高新区召开大会。", "park:包头稀土高新区 place:包头"),
    ("zone-sub-park", "昆山高新区阳澄分园开园。", "park:昆山高新区阳澄分园 park:昆山高新区 place:昆山"),
    ("site-valley", "项目落户澜谷产业园。", "park:澜谷产业园"),
    ("site-digital", "企业入驻昆山天垚数码城。", "park:昆山天垚数码城 place:昆山?"),
    ("site-incubator", "团队入驻昆山澜湾孵化器。", "park:昆山澜湾孵化器 place:昆山?"),
    ("zone-bracket", "无锡高新区（新吴区）召开大会。", "park:无锡高新区 place:无锡 place:新吴区? park:新吴区?"),
    ("zone-latin", "企业入驻阳澄AI产业园。", "park:阳澄AI产业园"),
    ("zone-hightech-long", "苏州国家高新技术产业开发区召开大会。", "park:苏州国家高新技术产业开发区 place:苏州"),
    ("zone-suzhou-park", "苏州工业园区召开大会。", "park:苏州工业园区 place:苏州"),
    ("zone-two", "从昆山高新区到江阴高新区。", "park:昆山高新区 park:江阴高新区 place:昆山 place:江阴"),
]

BODIES: Rows = [
    ("committee", "昆山高新区管委会发布通知。", "agency:昆山高新区管委会 park:昆山高新区 place:昆山"),
    ("party-committee", "昆山高新区党工委召开会议。", "agency:昆山高新区党工委 park:昆山高新区 place:昆山"),
    ("department", "昆山高新区投资促进局走访企业。", "agency:昆山高新区投资促进局 park:昆山高新区 place:昆山"),
    ("department-list", "昆山高新区科技局、经济发展局走访企业。", "agency:昆山高新区科技局 agency:经济发展局 park:昆山高新区 place:昆山"),
    ("province-office", "陕西省科技厅批准建设。", "agency:陕西省科技厅"),
    ("province-office-long", "江苏省工业和信息化厅发文。", "agency:江苏省工业和信息化厅"),
    ("city-government", "无锡市人民政府发文。", "agency:无锡市人民政府"),
    ("association", "江苏省半导体行业协会组织考察。", "agency:江苏省半导体行业协会"),
    ("court", "昆山市人民法院开展宣讲。", "agency:昆山市人民法院"),
    ("party-branch", "澜脉科技党支部开展共建。", "company:澜脉科技党支部"),
    ("party-branch-committee", "江苏铂骐新材料有限公司党委开展共建。", "company:江苏铂骐新材料有限公司党委"),
    ("town", "以锦溪镇、龙虎塘街道为重点。", "place:锦溪镇 place:龙虎塘街道"),
    ("place-plain", "考察团从南京出发。", "place:南京"),
    ("place-province", "产品销往山东省各地。", "place:山东省"),
    ("alliance", "昆山高新区光电产业联盟成立。", "agency:昆山高新区光电产业联盟 park:昆山高新区 place:昆山"),
    ("chain-party", "昆山高新区光电产业链党委成立。", "agency:昆山高新区光电产业链党委 park:昆山高新区 place:昆山"),
    ("bureau-branch", "昆山市税务局党支部开展活动。", "agency:昆山市税务局党支部"),
]

EDGES: Rows = [
    ("left-visit", "走进澜脉科技，机器轰鸣。", "company:澜脉科技"),
    ("left-located", "位于江阴高新区的苏州澜脉科技有限公司投产。", "park:江阴高新区 place:江阴 company:苏州澜脉科技有限公司"),
    ("left-hand", "携手江南大学开展攻关。", "university:江南大学"),
    ("left-by", "由江南大学牵头。", "university:江南大学"),
    ("left-with", "芯垣半导体与澜脉科技结对。", "company:芯垣半导体 company:澜脉科技"),
    ("left-reporter", "记者来到苏州澜脉科技有限公司采访。", "company:苏州澜脉科技有限公司"),
    ("left-zone-firm", "江阴高新区企业澜脉科技投产。", "park:江阴高新区 place:江阴 company:澜脉科技"),
    ("left-time", "近日芯垣半导体有限公司投产。", "company:芯垣半导体有限公司"),
    ("left-local", "本地企业澜脉科技投产。", "company:澜脉科技"),
    ("left-for", "为芯垣半导体有限公司提供服务。", "company:芯垣半导体有限公司"),
    ("left-help", "帮助澜脉科技解决难题。", "company:澜脉科技"),
    ("left-numbered", "1.苏州澜脉科技有限公司；2.昆山芯垣电子有限公司。", "company:苏州澜脉科技有限公司 company:昆山芯垣电子有限公司"),
    ("right-headquarters", "澜脉科技总部位于河畔。", "company:澜脉科技"),
    ("right-workshop", "在澜脉科技生产车间，工人正忙。", "company:澜脉科技"),
    ("right-speaker", "澜脉科技相关负责人介绍。", "company:澜脉科技"),
    ("right-chair", "澜脉科技董事长李建国介绍。", "company:澜脉科技"),
    ("right-legal-speaker", "苏州澜脉科技有限公司总经理王芳介绍。", "company:苏州澜脉科技有限公司"),
    ("right-zone", "江阴高新区内企业众多。", "park:江阴高新区 place:江阴"),
    ("left-lead", "领导一行来到芯垣半导体有限公司调研。", "company:芯垣半导体有限公司"),
    ("left-newly", "新引进昆山芯垣电子有限公司等企业。", "company:昆山芯垣电子有限公司"),
    ("left-thanks", "得益于澜脉科技的支持。", "company:澜脉科技"),
    ("left-for2", "给予苏州澜脉科技有限公司授信。", "company:苏州澜脉科技有限公司"),
    ("left-quotes", "“苏州澜脉科技有限公司的订单很满。”他说。", "company:苏州澜脉科技有限公司"),
    ("left-dash", "合作方——苏州澜脉科技有限公司到场。", "company:苏州澜脉科技有限公司"),
    ("left-and", "江南大学和苏州澜脉科技有限公司签约。", "university:江南大学 company:苏州澜脉科技有限公司"),
    ("right-product", "澜脉科技自主研发的传感器量产。", "company:澜脉科技"),
    ("right-of", "澜脉科技的产品远销海外。", "company:澜脉科技"),
    ("right-zone-leader", "江阴高新区党工委书记李建国出席。", "park:江阴高新区? place:江阴? agency:江阴高新区党工委"),
]

WRITING: Rows = [
    ("script-traditional", "江陰高新區與江南大學簽署協議。", "park:江陰高新區 place:江陰 university:江南大學"),
    ("script-traditional-firm", "蘇州瀾脈科技有限公司投產。", "company:蘇州瀾脈科技有限公司"),
    ("script-fullwidth", "上海ＬＸ９智能装备有限公司交付样机。", "company:上海ＬＸ９智能装备有限公司"),
    ("script-halfwidth-quotes", '当地启动"繁星护航"行动,成效明显。', 'program:"繁星护航"行动'),
]

NO_NAMES: Rows = [
    ("not-zones", "各地高新区、开发区竞相发展。", ""),
    ("not-leading", "一批龙头企业、链主企业快速成长。", ""),
    ("not-platforms", "各类创新平台加快建设。", ""),
    ("not-listed", "多家上市公司前来考察。", ""),
    ("not-departments", "有关部门给予支持。", ""),
    ("not-universities", "高校和科研院所派人参加。", ""),
    ("not-parks", "一批产业园区加快建设。", ""),
    ("not-party", "各级党组织发挥作用。", ""),
    ("not-that-zone", "该高新区加快转型。", ""),
    ("not-that-firm", "该公司负责人表示满意。", ""),
    ("not-industries", "集成电路、生物医药、新能源三大产业齐头并进。", ""),
    ("not-clusters", "打造千亿级新材料产业集群。", ""),
    ("not-award", "荣获“先进单位”称号。", ""),
    ("not-plate", "被评为国家级绿色工厂、省级专精特新企业。", ""),
    ("not-ranking", "在全国综合排名中位列第十。", ""),
    ("not-mechanism", "推行链长制、双导师制。", ""),
    ("not-team", "组建党员先锋队、青年突击队。", ""),
    ("not-vision", "全力打造世界绿色硅都。", ""),
    ("not-person", "李建国表示，前景广阔。", ""),
    ("not-person-title", "董事长李建国、总经理王芳出席。", ""),
    ("not-newspaper", "《科技日报》刊发报道。", ""),
    ("not-agency-news", "据新华社报道。", ""),
    ("not-credit", "王芳 摄", ""),
    ("not-idea", "坚持“项目为王”的理念。", ""),
    ("not-nickname", "被誉为“工业牙齿”，用途很广。", ""),
    ("not-slogan", "高扬“敢为人先”的精神。", ""),
    ("not-standard", "参与制定《染色技术规范》。", ""),
    ("not-notice", "印发《关于做好有关工作的通知》。", ""),
    ("not-product", "自主研发的芯片填补空白。", ""),
    ("not-ceremony", "签约仪式圆满举行。", ""),
    ("not-project", "一批重大项目集中开工。", ""),
    ("not-counted", "全年签约12个项目，引进8家公司。", ""),
    ("not-strategy", "融入“一带一路”建设。", ""),
    ("not-street", "街道两旁绿树成荫。", ""),
    ("not-layout", "优化产业布局，深化改革。", ""),
    ("not-direction", "向东发展，向西开放。", ""),
    ("not-department-noun", "职能部门与企业合作。", ""),
    ("not-fund-noun", "以引导基金撬动社会资本。", ""),
    ("not-bank-noun", "多家银行参会。", ""),
    ("not-college-noun", "多所大学参加活动。", ""),
    ("not-advanced-tech", "大力发展先进科技。", ""),
    ("not-actions", "各项行动有序推进。", ""),
    ("not-college-lib", "本科院校招生工作启动。", ""),
    ("not-hall", "会议中心座无虚席。", ""),
    ("not-company-do", "公司上下一心。", ""),
    ("not-group-do", "集团发展迅速。", ""),
    ("not-bank-do", "银行放款及时。", ""),
    ("not-lab-do", "实验室灯火通明。", ""),
    ("not-quoted-idea", "践行“绿水青山就是金山银山”理念。", ""),
    ("not-quoted-chain", "构建“研发+制造+服务”体系。", ""),
    ("not-1n", "建立“1+3+N”体系。", ""),
    ("not-forum", "2024中国光电产业高峰论坛举办。", ""),
    ("not-expo", "参加中国国际进口博览会。", ""),
    ("not-title", "获评“国家技术创新示范企业”。", ""),
    ("not-worker", "全国劳动模范陈志刚作报告。", ""),
    ("not-newspaper2", "本报记者赵琳报道。", ""),
    ("not-demo", "建设国家火炬特色产业基地。", ""),
    ("not-chain-words", "推动产业链、创新链、人才链融合。", ""),
    ("not-firms-count", "集聚企业1200余家，其中上市公司15家。", ""),
    ("not-verb-office", "现场办公解决难题。", ""),
    ("not-office", "办公室里灯火通明。", ""),
    ("not-people-list", "王芳、李建国、张伟等专家出席。", ""),
    ("not-product-list", "手机、电脑、汽车等产品热销。", ""),
    ("not-cities-noun", "大中小城市协调发展。", ""),
    ("not-mountain", "泰山脚下绿意盎然。", ""),
]

TABLES = {
    "firms": FIRMS,
    "short": SHORT_NAMES,
    "forms": OTHER_FORMS,
    "schemes": SCHEMES,
    "science": SCIENCE,
    "parks": PARKS,
    "bodies": BODIES,
    "edges": EDGES,
    "writing": WRITING,
    "none": NO_NAMES,
}
CASES = [pytest.param(text, names, id=f"{table}-{id}") for table, rows in TABLES.items() for id, text, names in rows]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_mentions(text: str, names: str) -> None:
    """Just these names with these types, and no others."""
    wanted = {name for name in names.split() if not name.endswith("?")}
    admitted = wanted | {name.removesuffix("?") for name in names.split()}
    found = {f"{m.type}:{m.text}" for m in extract(text).mentions}
    assert wanted <= found <= admitted


def test_the_table_is_a_table() -> None:
    """Each sentence once; each expected name stands in its sentence."""
    texts = [text for rows in TABLES.values() for _, text, _ in rows]
    assert len(set(texts)) == len(texts) >= 80
    rows = [(text, n.removesuffix("?").partition(":")[2]) for rs in TABLES.values() for _, text, ns in rs for n in ns.split()]
    assert [(text, name) for text, name in rows if name not in text] == []


# ------------------------------------------------------------------------------------------- what holds for every text

PIECES = [text for rows in TABLES.values() for _, text, _ in rows]
NAMES = sorted({n.removesuffix("?").partition(":")[2] for rows in TABLES.values() for _, _, ns in rows for n in ns.split()})
GLUE = ["与", "和", "、", "，", "；", "。", "\n", "（", "）", "“", "”", "《", "》", " ", "的", "等企业", "位于", "签约", "以下简称", "项目", "1.", "——"]

PARTS = st.one_of(st.sampled_from(PIECES), st.sampled_from(NAMES), st.sampled_from(GLUE), st.text(max_size=4))
TEXTS = st.lists(PARTS, max_size=14).map("".join)


def plain(extraction: Extraction) -> tuple[object, ...]:
    """All that an extraction says, provenance and confidence included."""
    mentions = [(m.type, m.start, m.end, m.text, m.rule, m.confidence) for m in extraction.mentions]
    return mentions, extraction.aliases, extraction.relations


@given(text=TEXTS)
@settings(max_examples=150)
def test_mentions_quote_the_text(text: str) -> None:
    """Each lies within the text, is not empty, says what stands there, and has a rule and a confidence."""
    for m in extract(text).mentions:
        assert 0 <= m.start < m.end <= len(text)
        assert m.text == text[m.start : m.end]
        assert m.rule and 0 < m.confidence <= 1
        assert "\n" not in m.text
        assert m.text == m.text.strip()


@given(text=TEXTS)
@settings(max_examples=150)
def test_mentions_are_sorted_and_nest(text: str) -> None:
    """In text order, the longer first where two start together; no two of one span; none crosses another."""
    mentions = extract(text).mentions
    spans = [(m.start, m.end) for m in mentions]
    assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
    assert len(set(spans)) == len(spans)
    assert [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]] == []


@given(text=TEXTS)
@settings(max_examples=100)
def test_claims_and_relations_point_into_the_text(text: str) -> None:
    """What the article says of its names stands where it says so; ends of relations are mentions of this article."""
    found = extract(text)
    for claim in found.aliases:
        assert claim.alias == text[claim.start : claim.end]
        assert claim.name in text and claim.rule
    for relation in found.relations:
        shown = relation.evidence
        assert shown.text == text[shown.start : shown.end]
        assert 0 <= min(relation.head, relation.tail) and max(relation.head, relation.tail) < len(found.mentions)
        assert relation.head != relation.tail
        for end, index in ((shown.head, relation.head), (shown.tail, relation.tail)):
            if end != (0, 0):
                assert shown.text[slice(*end)] == found.mentions[index].text


@given(text=TEXTS, other=TEXTS)
@settings(max_examples=60)
def test_an_article_is_read_by_itself(text: str, other: str) -> None:
    """The same twice, whatever was read in between."""
    first = plain(extract(text))
    extract(other)
    assert plain(extract(text)) == first


@given(text=TEXTS, at=st.integers(min_value=0), width=st.integers(min_value=1, max_value=20))
@settings(max_examples=60)
def test_furniture_holds_no_names(text: str, at: int, width: int) -> None:
    """No mention lies inside a byline, a picture credit or a page head."""
    start = at % (len(text) + 1)
    end = min(len(text), start + width)
    furniture = ((start, end),) if start < end else ()
    article = replace(Article(file="a.txt", text=text), furniture=furniture)
    assert [m for m in extract(article).mentions if start <= m.start and m.end <= end] == []


def test_a_name_is_found_wherever_it_stands() -> None:
    """The same words give the same name in the first sentence and after a page of other text."""
    filler = "会议强调，要坚持稳中求进，持续优化环境，推动各项工作落到实处。\n" * 40
    last = "苏州澜脉科技有限公司落户江阴高新区。"
    alone = [(m.type, m.text, m.start) for m in extract(last).mentions]
    assert [(m.type, m.text, m.start - len(filler)) for m in extract(filler + last).mentions] == alone
